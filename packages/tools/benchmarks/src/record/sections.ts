import type { BenchmarkName } from '../parts';

/** A table of the page: between which marks it stands, and which parts are in it. */
export interface Section {
  readonly run: string;
  readonly parts: ReadonlyArray<BenchmarkName>;
}

/** The tables of the page, each of which is a run of its own. */
export const SECTIONS: ReadonlyArray<Section> = [
  { run: 'run', parts: ['appends', 'replay', 'commands', 'memory'] },
  { run: 'run beside Emmett', parts: ['emmett'] },
  { run: 'run of totals', parts: ['catch-up', 'rebuild', 'partitions'] },
  { run: 'run on EventStoreDB', parts: ['eventstoredb'] },
  { run: 'run of the fan-out', parts: ['fan-out'] },
  { run: 'run of HTTP', parts: ['http'] },
  { run: 'run of sealing', parts: ['sealing'] },
  { run: 'run of verifying', parts: ['verify'] },
];

/** Tells which tables a choice of parts fills: those of which it has every part. */
export const sectionsOf = (only: ReadonlyArray<BenchmarkName>): ReadonlyArray<Section> =>
  SECTIONS.filter(({ parts }) => parts.every((part) => only.includes(part)));

/** Tells what a choice of parts leaves out of the tables of which it has some part. */
export const missingParts = (only: ReadonlyArray<BenchmarkName>): ReadonlyArray<BenchmarkName> =>
  SECTIONS.filter(({ parts }) => parts.some((part) => only.includes(part)))
    .flatMap(({ parts }) => parts)
    .filter((part) => !only.includes(part));
