import {
  verifyBundle,
  type BundleReport,
  type TotalsFold,
  type VerifierKey,
} from '@facture/proofs';
import { orderSummaryProjection, totalsOfSummary, type OrderSummary } from '@facture/projections';
import { sha256 } from '@facture/sqlite';
import { statSync } from 'node:fs';

import type { StartProgress } from '../progress';
import type { Finding } from '../report/report';
import { bundleFinding } from './bundleFinding';
import { readLines } from './readLines';
import { verifySignature } from './trust';

/** What verifying a file needs. */
export interface Verifying {
  readonly file: string;
  readonly keys: ReadonlyArray<VerifierKey>;
  /** The note of an older checkpoint that was kept elsewhere. */
  readonly older: string | undefined;
  readonly progress: StartProgress;
  readonly onFinding: (finding: Finding) => void;
}

/** The totals that follow from the events of an order. */
const totalsFold: TotalsFold<OrderSummary> = {
  apply: orderSummaryProjection.apply,
  totals: totalsOfSummary,
};

/**
 * Verifies the bundle in a file. It reads nothing else.
 *
 * Rejects with `LineTooLong`, and with whatever the file system does.
 */
export const verifyFile = async ({
  file,
  keys,
  older,
  progress,
  onFinding,
}: Verifying): Promise<BundleReport> => {
  const { size } = statSync(file);
  const verifier = verifyBundle({
    hash: sha256,
    verify: verifySignature,
    keys,
    older,
    fold: totalsFold,
  });
  const bar = progress('verifying', 'lines');
  let lines = 0;
  await readLines(file, (line, bytesRead) => {
    for (const finding of verifier.next(line)) onFinding(bundleFinding(finding));
    lines += 1;
    bar.advance(bytesRead / size, lines);
  });
  for (const finding of verifier.end()) onFinding(bundleFinding(finding));
  bar.end();
  return verifier.report();
};
