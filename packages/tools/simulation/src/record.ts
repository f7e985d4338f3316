import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { FAULTS } from './faults';
import type { StoreName } from './plan';
import { joinResults, type RangeResult } from './seedRange';

/** Seeds one after the other that were run to the end, and violated nothing. */
const Run = t.strict({
  /** The store of all of them, or that each drew its own. */
  store: t.string,
  /** The commit that was run. */
  version: t.string,
  from: t.number,
  seeds: t.number,
  events: t.number,
  hash: t.string,
  faults: t.record(t.string, t.number),
});
type Run = t.TypeOf<typeof Run>;

const Recorded = t.strict({ runs: t.array(Run) });

/** The store of a range of seeds, or that each draws its own. */
export const storeOf = (store: StoreName | undefined): string => store ?? 'drawn';

const readRuns = (file: string): ReadonlyArray<Run> => {
  if (!existsSync(file)) return [];
  const read = Recorded.decode(JSON.parse(readFileSync(file, 'utf8')));
  if (E.isRight(read)) return read.right.runs;
  throw new Error(`${file} is no record of simulations`);
};

/** The seed after the last one that is recorded of a store. */
export const nextSeed = (file: string, store: StoreName | undefined): number =>
  readRuns(file)
    .filter((run) => run.store === storeOf(store))
    .reduce((next, { from, seeds }) => Math.max(next, from + seeds), 0);

const asResult = ({ seeds, events, hash, faults }: Run): RangeResult => ({
  seeds,
  events,
  hash,
  faults: Object.fromEntries(
    FAULTS.map((fault) => [fault, faults[fault] ?? 0]),
  ) as RangeResult['faults'],
  violations: [],
});

/** Adds a run to a record. One that goes on where another one of the same commit ends, joins it. */
export const record = (
  file: string,
  { store, version, from }: Pick<Run, 'store' | 'version' | 'from'>,
  result: RangeResult,
): void => {
  const runs = readRuns(file);
  const before = runs.find(
    (run) => run.store === store && run.version === version && run.from + run.seeds === from,
  );
  const { seeds, events, hash, faults } =
    before === undefined ? result : joinResults(asResult(before), result);
  const run = { store, version, from: before?.from ?? from, seeds, events, hash, faults };
  const others = runs.filter((other) => other !== before);
  // Whoever stops it in the middle does not lose what was there.
  writeFileSync(`${file}.new`, `${JSON.stringify({ runs: [...others, run] }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
};
