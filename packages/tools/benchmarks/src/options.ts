import { parseArgs } from 'node:util';

import { numberFrom } from './numberFrom';
import { BENCHMARKS, type BenchmarkName } from './parts';
import { RECORDED_FILE } from './record/recordedRatios';
import { missingParts } from './record/sections';

/** What is measured, how often and how much of it. */
export interface Options {
  /** How many events are replayed in each round; memory is measured over ten times as many. */
  readonly events: number;
  readonly rounds: number;
  readonly only: ReadonlyArray<BenchmarkName>;
  readonly json?: string;
  /** The EventStoreDB to measure on; a stand-in unless told otherwise. */
  readonly server?: string;
  /** The file of recorded ratios to compare those of this run with. */
  readonly compare?: string;
  /** Whether tables and ratios are recorded. */
  readonly record?: boolean;
}

export const USAGE = `pnpm bench [options]

Measures appends and replays through the SQLite store beside bare node:sqlite on the same rows, and
through the adapter for EventStoreDB beside its client doing the same, in interleaved rounds, and
prints the medians of the rounds' ratios. "sealing" measures appends with a sealer beside and without.

  --events N        events replayed in each round (100000); memory is measured over ten times as many
  --rounds N        rounds that count, after one that warms up (9)
  --only NAME       only this part, may be repeated: ${BENCHMARKS.join(', ')}
  --json FILE       writes all figures to a file as well
  --server URL      the EventStoreDB to measure on (EVENTSTOREDB_URL, or else a stand-in)
  --compare [FILE]  compares the ratios with recorded ones, and exits with 1 when one fell
  --record          writes the tables of docs/reference/performance.md, each whole, and the ratios to
                    compare with
  --help            prints this

Exit codes: 0 measured, 1 a ratio fell or a part failed, 2 usage.
`;

const part = (text: string): BenchmarkName => {
  const found = BENCHMARKS.find((name) => name === text);
  if (found !== undefined) return found;
  throw new Error(`--only takes ${BENCHMARKS.join(', ')}, not "${text}"`);
};

/** Reads the command line; undefined asks for help. Throws on what it does not know. */
export const readOptions = (
  args: ReadonlyArray<string>,
  environment: NodeJS.ProcessEnv = {},
): Options | undefined => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      events: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '9' },
      only: { type: 'string', multiple: true, default: [...BENCHMARKS] },
      json: { type: 'string' },
      server: { type: 'string' },
      compare: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const [file = RECORDED_FILE, ...rest] = positionals;
  const surplus = values.compare ? rest : positionals;
  if (surplus.length > 0) throw new Error(`nothing takes "${surplus.join(' ')}"`);
  const only = values.only.map(part);
  const missing = missingParts(only);
  if (values.record && missing.length > 0) {
    const rest = missing.map((name) => `--only ${name}`).join(' ');
    throw new Error(`--record writes whole tables: add ${rest}, or leave --record out`);
  }
  const server = values.server ?? environment['EVENTSTOREDB_URL'];
  return {
    events: numberFrom(1, 'events', values.events),
    rounds: numberFrom(1, 'rounds', values.rounds),
    only,
    ...(values.json === undefined ? {} : { json: values.json }),
    ...(server === undefined ? {} : { server }),
    ...(values.compare ? { compare: file } : {}),
    ...(values.record ? { record: true } : {}),
  };
};
