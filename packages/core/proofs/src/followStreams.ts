import type { BundleEvent, BundleTotals } from './bundle';
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

/** A stream whose totals are to come. It has no row before its first event, nor once in doubt. */
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
      if (closed.has(stream)) return [{ type: 'EventAfterTotals', ...place }];
      const { revision: last, row } = open.get(stream) ?? { revision: -1, row: undefined };
      const expected = last + 1;
      open.set(stream, { revision, row: undefined });
      if (revision !== expected)
        return [{ type: 'RevisionDiffers', ...place, expected, found: revision }];
      if (isChanged || (revision > 0 && row === undefined)) return [];
      const folded = apply(row, event);
      if ('quarantine' in folded)
        return [{ type: 'EventNotUnderstood', ...place, reason: folded.quarantine }];
      open.set(stream, { revision, row: folded.row });
      return [];
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
