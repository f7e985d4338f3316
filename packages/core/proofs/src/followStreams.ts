import type { BundleEvent, BundleTotals } from './bundleRecord';
import type { Envelope } from './envelope';
import type { Finding } from './finding';
import { sameJson } from './sameJson';

/** How totals come from events: a fold of each stream into a row, and the totals of such a row. */
export interface TotalsFold<S> {
  readonly apply: (
    row: S | undefined,
    event: Envelope,
  ) => { readonly row: S } | { readonly quarantine: string };
  readonly totals: (row: S) => unknown;
}

/** A stream whose totals are to come. It has no row once its events are in doubt. */
interface OpenStream<S> {
  readonly revision: number;
  readonly row: S | undefined;
}

/** Follows all streams of a bundle at once. */
export interface StreamFollower {
  /** Takes the next event; whether it is as it was sealed is known already. */
  readonly event: (line: number, event: BundleEvent, isChanged: boolean) => ReadonlyArray<Finding>;
  readonly totals: (line: number, claim: BundleTotals) => ReadonlyArray<Finding>;
  readonly end: () => ReadonlyArray<Finding>;
  /** How many streams there were. */
  readonly count: () => number;
}

/**
 * Follows the streams of a bundle: each runs 0, 1, 2, …, and its totals are those that follow from
 * its events. It keeps a row for each stream whose totals are to come, and the names of the others.
 */
export const followStreams = <S>({ apply, totals }: TotalsFold<S>): StreamFollower => {
  const open = new Map<string, OpenStream<S>>();
  const closed = new Set<string>();

  return {
    event: (line, event, isChanged) => {
      const { stream, revision, logIndex } = event;
      const place = { line, logIndex, stream, revision };
      const before = open.get(stream);
      if (closed.has(stream)) return [{ type: 'EventAfterTotals', ...place }];
      const expected = before === undefined ? 0 : before.revision + 1;
      const isInDoubt = isChanged || (before !== undefined && before.row === undefined);
      if (revision !== expected || isInDoubt) {
        open.set(stream, { revision, row: undefined });
        return revision === expected
          ? []
          : [{ type: 'RevisionDiffers', ...place, expected, found: revision }];
      }
      const folded = apply(before?.row, event);
      const isUnderstood = 'row' in folded;
      open.set(stream, { revision, row: isUnderstood ? folded.row : undefined });
      return isUnderstood
        ? []
        : [{ type: 'EventNotUnderstood', ...place, reason: folded.quarantine }];
    },
    totals: (line, { stream, totals: found }) => {
      const last = open.get(stream);
      if (last === undefined) return [{ type: 'TotalsUnfounded', line, stream }];
      open.delete(stream);
      closed.add(stream);
      if (last.row === undefined) return [];
      const expected = totals(last.row);
      const { revision } = last;
      return sameJson(expected, found)
        ? []
        : [{ type: 'TotalsDiffer', line, stream, revision, expected, found }];
    },
    end: () =>
      Array.from(open, ([stream, { revision }]) => ({ type: 'TotalsMissing', stream, revision })),
    count: () => open.size + closed.size,
  };
};
