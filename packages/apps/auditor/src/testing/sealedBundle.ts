import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { audit, auditJson, directory, serviceWith } from './bench';

/** A bundle, the key and a checkpoint that were kept, and the lines that it consists of. */
export interface Exported {
  readonly data: string;
  readonly bundle: string;
  readonly key: string;
  readonly checkpoint: string;
  readonly lines: ReadonlyArray<string>;
}

/** Runs the auditor, and fails unless it finds everything in order. */
const succeed = async (args: ReadonlyArray<string>): Promise<void> => {
  const { code, stdout, stderr } = await audit(args);
  if (code !== 0) throw new Error(stderr + stdout);
};

/** Seals the store of a data directory, and exports it. */
export const exportFrom = async (data: string): Promise<Exported> => {
  const kept = directory();
  const checkpoint = join(kept, 'checkpoint.txt');
  const bundle = join(kept, 'facture.bundle');
  await succeed(['seal', '--data', data]);
  await succeed(['checkpoint', '--data', data, '--out', checkpoint]);
  await succeed(['export', '--data', data, '--out', bundle]);
  const { json } = await auditJson(['checkpoint', '--data', data]);
  const lines = readFileSync(bundle, 'utf8').split('\n').slice(0, -1);
  return { data, bundle, key: String(json['verifierKey']), checkpoint, lines };
};

/** Makes a store, seals and exports it. */
export const exported = async (events: number): Promise<Exported> =>
  exportFrom(await serviceWith(events));

/** Writes a bundle of other lines. */
export const writeBundle = (lines: ReadonlyArray<string>): string => {
  const file = join(directory(), 'other.bundle');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
};
