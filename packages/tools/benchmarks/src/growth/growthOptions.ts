import { parseArgs } from 'node:util';

import { numberFrom } from '../numberFrom';

/** How far a history grows, and what becomes of the figures. */
export interface GrowthOptions {
  readonly sizes: ReadonlyArray<number>;
  readonly verifyUpTo: number;
  /** Whether the page of the docs gets the figures. */
  readonly record: boolean;
}

export const GROWTH_USAGE = `pnpm growth [options]

Lets one SQLite file grow, and measures at each power of ten: its size, single appends, replay,
catch-up, the cold start of the service and verify.

  --to N         events at the last look (1000000); ten million need 20 GB in the temporary directory
  --verify-to N  up to how many events the history is verified as well (1000000)
  --record       writes the table and the plot of docs/reference/performance.md anew
  --help         prints this
`;

const FIRST = 1_000;

const powersOfTen = (last: number): ReadonlyArray<number> => {
  const sizes = new Array<number>();
  for (let size = FIRST; size <= last; size *= 10) sizes.push(size);
  return sizes;
};

/** Reads the command line; undefined asks for help. Throws on what it does not know. */
export const readGrowthOptions = (args: ReadonlyArray<string>): GrowthOptions | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      to: { type: 'string', default: '1000000' },
      'verify-to': { type: 'string', default: '1000000' },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    sizes: powersOfTen(numberFrom(FIRST, 'to', values.to)),
    verifyUpTo: numberFrom(FIRST, 'verify-to', values['verify-to']),
    record: values.record,
  };
};
