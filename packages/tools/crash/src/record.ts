import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { PartResult } from './bench';

/** What is kept of a run of one part. */
interface Run {
  readonly part: string;
  readonly seed: number;
  readonly counts: PartResult['counts'];
  readonly findings: number;
}

/** Adds the runs of some parts to a record, in place of those of the same part and seed. */
export const record = (
  file: string,
  seed: number,
  results: Readonly<Record<string, PartResult>>,
): void => {
  const before = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly runs: ReadonlyArray<Run> }).runs
    : [];
  const runs = Object.entries(results).map(([part, { counts, findings }]): Run => ({
    part,
    seed,
    counts,
    findings: findings.length,
  }));
  const isRunAgain = (run: Run) => run.seed === seed && run.part in results;
  const all = [...before.filter((run) => !isRunAgain(run)), ...runs];
  // Whoever stops it in the middle does not lose what was there.
  writeFileSync(`${file}.new`, `${JSON.stringify({ runs: all }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
};
