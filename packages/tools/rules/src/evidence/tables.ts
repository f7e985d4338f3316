import { basename } from 'node:path';

import { CLOSED, type FileResult } from '../mutation/fileResults.ts';

/** A table of a page: its head, and its rows. */
export interface Table {
  readonly head: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<ReadonlyArray<string>>;
}

type Counts = Readonly<Record<string, number>>;

/** A number as people read it: 1,234,567. */
const readable = (count: number): string => count.toLocaleString('en-US');

const sum = (numbers: ReadonlyArray<number>): number =>
  numbers.reduce((total, number) => total + number, 0);

/** Adds counts that go by the same names, in the order in which these first come. */
const addUp = (all: ReadonlyArray<Counts>): Counts => {
  const total: Record<string, number> = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return total;
};

interface Simulated {
  readonly runs: ReadonlyArray<{
    readonly store: string;
    readonly version: string;
    readonly from: number;
    readonly seeds: number;
    readonly events: number;
    readonly hash: string;
    readonly faults: Counts;
  }>;
}

const HASH_DIGITS = 16;

/** The ranges of seeds that were simulated, and how often each fault happened in all of them. */
const simulated = ({ runs }: Simulated): ReadonlyArray<Table> => [
  {
    head: ['store', 'commit', 'seeds', 'from', 'to', 'events', 'violations', 'trace hash'],
    rows: runs.map(({ store, version, from, seeds, events, hash }) => [
      store,
      version,
      readable(seeds),
      readable(from),
      readable(from + seeds - 1),
      readable(events),
      '0',
      `\`${hash.slice(0, HASH_DIGITS)}…\``,
    ]),
  },
  {
    head: ['fault', 'times'],
    rows: Object.entries(addUp(runs.map(({ faults }) => faults))).map(([fault, count]) => [
      fault,
      readable(count),
    ]),
  },
];

interface Planted {
  readonly name: string;
  readonly about: string;
  readonly property: string;
  readonly seeds: number;
}

/** Which property finds each planted bug. */
const planted = (bugs: ReadonlyArray<Planted>): ReadonlyArray<Table> => [
  {
    head: ['planted bug', 'what it breaks', 'found by', 'after seeds'],
    rows: bugs.map(({ name, about, property, seeds }) => [name, about, property, readable(seeds)]),
  },
];

interface Tampered {
  readonly tried: Counts;
  readonly failures: ReadonlyArray<{ readonly trial: string }>;
}

/** In how many histories each tampering was found. */
const tampered = ({ tried, failures }: Tampered): ReadonlyArray<Table> => [
  {
    head: ['what was done', 'histories', 'judged rightly'],
    rows: Object.entries(tried).map(([trial, count]) => [
      trial,
      readable(count),
      readable(count - failures.filter((failure) => failure.trial === trial).length),
    ]),
  },
];

interface Fuzzed {
  readonly seed: number;
  readonly requests: Counts;
  readonly statuses: Counts;
  readonly findings: ReadonlyArray<unknown>;
  readonly heap: { readonly grownBytes: number };
  readonly timing: { readonly ratio: number };
}

const MEBIBYTE = 1_048_576;

/** What was sent, and what was answered. */
const fuzzed = (run: Fuzzed): ReadonlyArray<Table> => [
  {
    head: ['requests', 'how many'],
    rows: [
      ...Object.entries(run.requests).map(([kind, count]) => [kind, readable(count)]),
      ...Object.entries(run.statuses).map(([status, count]) => [
        `answered by ${status}`,
        readable(count),
      ]),
      ['findings', readable(run.findings.length)],
      ['growth of the heap, MiB', (run.heap.grownBytes / MEBIBYTE).toFixed(1)],
      [
        '99th percentile of refusing a hostile body, in medians of a good one',
        run.timing.ratio.toFixed(1),
      ],
    ],
  },
];

interface Crashed {
  readonly runs: ReadonlyArray<{
    readonly part: string;
    readonly seed: number;
    readonly counts: Counts;
    readonly findings: number;
  }>;
}

const WHAT_CRASHED: Readonly<Record<string, string>> = {
  kills: 'processes killed',
  files: 'files damaged',
  calls: 'statements failed',
  disk: 'disks and locks',
};

/** What was done to processes, files, statements and disks, and how often. */
const crashed = ({ runs }: Crashed): ReadonlyArray<Table> =>
  [...new Set(runs.map(({ part }) => part))].map((part) => {
    const ofPart = runs.filter((run) => run.part === part);
    const seeds = ofPart.map(({ seed }) => seed).join(', ');
    return {
      head: [`${WHAT_CRASHED[part] ?? part}, from seed ${seeds}`, 'times'],
      rows: [
        ...Object.entries(addUp(ofPart.map(({ counts }) => counts))).map(([what, count]) => [
          what,
          readable(count),
        ]),
        ['**findings**', readable(sum(ofPart.map(({ findings }) => findings)))],
      ],
    };
  });

interface Mutated {
  readonly files: ReadonlyArray<FileResult>;
}

/** What became of the mutants of each part, and why some were not tried. */
const mutated = ({ files }: Mutated): ReadonlyArray<Table> => {
  const parts = Map.groupBy(files, ({ part }) => part);
  const reasons = Map.groupBy(
    files.flatMap(({ file, ignored }) => ignored.map((one) => ({ file, ...one }))),
    ({ file, reason = '' }) => (reason === CLOSED ? reason : `${basename(file)}: ${reason}`),
  );
  return [
    {
      head: ['part', 'code of', 'mutants', 'killed', 'timed out', 'ignored', 'survived'],
      rows: Array.from(parts, ([part, all]) => [
        part,
        [...new Set(all.map(({ of }) => of))].toSorted().join(', '),
        readable(sum(all.map(({ mutants }) => mutants))),
        readable(sum(all.map(({ killed }) => killed))),
        readable(sum(all.map(({ timedOut }) => timedOut))),
        readable(sum(all.map(({ ignored }) => ignored.length))),
        readable(sum(all.map(({ survivors }) => survivors.length))),
      ]),
    },
    {
      head: ['ignored where, and why', 'mutants'],
      rows: Array.from(reasons, ([reason, all]) => [reason, readable(all.length)]),
    },
  ];
};

/** How the results of each bench are told: the names are those of their files. */
export const tellers: Readonly<Record<string, (result: never) => ReadonlyArray<Table>>> = {
  simulation: simulated,
  planted,
  tamper: tampered,
  fuzz: fuzzed,
  crash: crashed,
  mutation: mutated,
};
