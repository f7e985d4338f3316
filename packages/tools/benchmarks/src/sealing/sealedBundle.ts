import { commands, readKey, run, verifyFile } from '@facture/auditor';
import type { VerifierKey } from '@facture/proofs';
import { orderSummaryProjection } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { dirname } from 'node:path';

import { tellFilling, type Bench } from '../bench';
import { fill } from '../dataSet';
import { openStore } from '../openStore';

/** A bundle of so many events, and the key that signed its checkpoints. */
export interface Bundle {
  readonly file: string;
  readonly key: VerifierKey;
}

const BATCH = 256;

/** Runs the auditor, and answers what it prints. */
const audit = async (...args: ReadonlyArray<string>): Promise<string> => {
  let printed = '';
  const write = (text: string): boolean => {
    printed += text;
    return true;
  };
  const code = await run(commands, args, {
    stdout: { write },
    stderr: { isTTY: false, write } as unknown as NodeJS.WriteStream,
    now: () => new Date(),
    signal: new AbortController().signal,
  });
  if (code !== 0) throw new Error(printed);
  return printed;
};

/** Seals a data directory whose totals are up to date, and exports it, by the commands of the auditor. */
export const sealAndExport = async (data: string): Promise<Bundle> => {
  const file = `${data}/facture.bundle`;
  await audit('seal', '--data', data);
  await audit('export', '--data', data, '--out', file);
  const { verifierKey } = JSON.parse(await audit('checkpoint', '--data', data, '--json')) as {
    readonly verifierKey: string;
  };
  const key = readKey(verifierKey);
  if (E.isLeft(key)) throw new Error(key.left.message);
  return { file, key: key.right };
};

/** Verifies a bundle, and answers how many events it has. Whatever is found in it ends the run. */
export const verifyBundle = async ({ file, key }: Bundle): Promise<number> => {
  const { events } = await verifyFile({
    file,
    keys: [key],
    older: undefined,
    progress: () => ({ advance: () => undefined, end: () => undefined }),
    onFinding: (finding) => {
      throw new Error(JSON.stringify(finding));
    },
  });
  return events;
};

/** Fills a store, seals it and exports it, by the commands of the auditor. */
export const makeBundle = async (bench: Bench, events: number): Promise<Bundle> => {
  const database = `${bench.file(`bundle-${events.toString()}`)}/facture.db`;
  const data = dirname(database);
  const store = openStore(database);
  await fill(store, events, tellFilling(bench, events));
  const rows = store.openReadModel(orderSummaryProjection);
  let batch = [];
  for await (const event of store.readAll()) {
    if (batch.push(event) < BATCH) continue;
    rows.apply(batch);
    batch = [];
  }
  rows.apply(batch);
  await store.close();
  bench.tell('sealing and exporting');
  return sealAndExport(data);
};
