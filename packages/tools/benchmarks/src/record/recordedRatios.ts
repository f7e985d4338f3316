import * as t from 'io-ts';
import * as E from 'fp-ts/Either';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Ratio } from '../figures';

/** Where the ratios are recorded that runs are compared with. */
export const RECORDED_FILE = join(__dirname, '../../recorded.json');

const Recorded = t.array(
  t.intersection([
    t.type({ name: t.string, median: t.number, min: t.number, max: t.number }),
    t.partial({ atLeast: t.number }),
  ]),
);

/** Reads recorded ratios. Throws when the file has none. */
export const readRecorded = (file: string): ReadonlyArray<Ratio> => {
  const read = Recorded.decode(JSON.parse(readFileSync(file, 'utf8')));
  if (E.isRight(read)) return read.right;
  throw new Error(`${file} has no recorded ratios; \`pnpm bench --record\` writes them`);
};

/** Records ratios in the place of those of the same names. */
export const recordRatios = (file: string, found: ReadonlyArray<Ratio>): void => {
  const byName = new Map(
    [...(existsSync(file) ? readRecorded(file) : []), ...found].map((ratio) => [ratio.name, ratio]),
  );
  writeFileSync(file, `${JSON.stringify([...byName.values()], undefined, 2)}\n`);
};
