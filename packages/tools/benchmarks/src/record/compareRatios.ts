import type { Ratio } from '../figures';
import { table } from '../table';

/**
 * How a ratio stands to the one that is recorded:
 * - `fell`: its median is below every recorded round, and no round of it reaches the recorded median;
 * - `unsure`: only one of these is so, which noise can do;
 * - `holds`: neither;
 * - `new`: nothing is recorded of it.
 */
type Standing = 'fell' | 'unsure' | 'holds' | 'new';

/** A ratio beside the one that is recorded. */
export interface Compared {
  readonly found: Ratio;
  readonly recorded: Ratio | undefined;
  readonly standing: Standing;
}

const standingOf = (found: Ratio, recorded: Ratio): Standing => {
  const signs = [found.median < recorded.min, found.max < recorded.median].filter(Boolean).length;
  return signs === 2 ? 'fell' : signs === 1 ? 'unsure' : 'holds';
};

/** Compares ratios with those of the same names that are recorded. */
export const compareRatios = (
  all: ReadonlyArray<Ratio>,
  found: ReadonlyArray<Ratio>,
): ReadonlyArray<Compared> =>
  found.map((ratio) => {
    const recorded = all.find(({ name }) => name === ratio.name);
    return {
      found: ratio,
      recorded,
      standing: recorded === undefined ? 'new' : standingOf(ratio, recorded),
    };
  });

const spread = ({ median, min, max }: Ratio): string =>
  `${median.toFixed(2)} (${min.toFixed(2)} – ${max.toFixed(2)})`;

/** Writes a comparison for people, and names last what fell. */
export const formatComparison = (compared: ReadonlyArray<Compared>): string => {
  const fell = compared.filter(({ standing }) => standing === 'fell');
  return [
    table(
      ['ratio', 'recorded', 'now', 'standing'],
      compared.map(({ found, recorded, standing }) => [
        found.name,
        recorded === undefined ? '' : spread(recorded),
        spread(found),
        standing,
      ]),
    ),
    '',
    fell.length === 0 ? 'no ratio fell' : `fell: ${fell.map(({ found }) => found.name).join('; ')}`,
    '',
  ].join('\n');
};
