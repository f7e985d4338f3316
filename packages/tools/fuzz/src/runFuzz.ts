import type { ErrorCode } from '@facture/vtex';

import { REACHABLE } from './codes';
import { askCornered } from './cornered';
import type { OpenApiDocument } from './document';
import { fuzz, type Extent, type FuzzResult } from './fuzz';
import { readStore } from './ledger';
import { startService } from './service';

/** What came of a run, and whether all that it must reach was reached. */
export interface FuzzReport extends FuzzResult {
  readonly seed: number;
  readonly from: number;
  readonly connections: number;
  /** The codes that a run of this length must reach and did not. */
  readonly unreached: ReadonlyArray<ErrorCode>;
  readonly isPassed: boolean;
}

/** Shorter runs need not reach every code, nor do their times tell much. */
const REQUESTS_FOR_ALL = 5_000;

/** Fuzzes the service: started for it, on an empty store. */
export const runFuzz = async (
  extent: Extent,
  onProgress?: (requests: number) => void,
): Promise<FuzzReport> => {
  const service = await startService(['--rate-limit', '0']);
  try {
    const answer = await fetch(`http://127.0.0.1:${service.port.toString()}/openapi.json`);
    const document = (await answer.json()) as OpenApiDocument;
    const cornered = await askCornered(document);
    const store = readStore(service.file);
    const result = await fuzz({ ...service, document, store }, extent, onProgress);
    await store.close();

    const findings = [...cornered.findings, ...result.findings];
    const codes = { ...result.codes };
    for (const code of cornered.codes) codes[code] = (codes[code] ?? 0) + 1;
    const isLong = extent.requests >= REQUESTS_FOR_ALL;
    const unreached = isLong ? REACHABLE.filter((code) => codes[code] === undefined) : [];
    const { seed, from, connections } = extent;
    const isInTime = !isLong || result.timing.isBounded;
    return {
      seed,
      from,
      connections,
      ...result,
      codes,
      findings,
      unreached,
      isPassed: findings.length === 0 && unreached.length === 0 && isInTime,
    };
  } finally {
    await service.stop();
  }
};
