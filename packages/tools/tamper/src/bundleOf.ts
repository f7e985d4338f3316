import { totalsOfSummary, type OrderSummary } from '@facture/projections';
import {
  bundleCheckpoint,
  bundleEvent,
  writeRecord,
  type BundleRecord,
  type BundleTotals,
  type Envelope,
} from '@facture/proofs';

import { sha256, totalsFold, type Log, type Sealed } from './log';

/** A bundle before it is written: its lines. */
export type Bundle = ReadonlyArray<BundleRecord>;

/** The totals that follow from the events of a stream, of those that can be read. */
const claimOf = (stream: string, events: ReadonlyArray<Envelope>): ReadonlyArray<BundleTotals> => {
  const row = events.reduce<OrderSummary | undefined>((before, event) => {
    const folded = totalsFold.apply(before, event);
    return 'row' in folded ? folded.row : before;
  }, undefined);
  return row === undefined ? [] : [{ kind: 'totals', stream, totals: { ...totalsOfSummary(row) } }];
};

const checkpointLine = ({ note, consistency }: Sealed): BundleRecord =>
  bundleCheckpoint(note, consistency);

/**
 * Makes the bundle of a log, with the totals that follow from `claimed`. Each checkpoint stands where
 * as many events as it is of have passed, or at the end, and the totals of each stream after its
 * last event.
 */
export const bundleOf = (
  { envelopes, sealed }: Log,
  origin: string,
  claimed: ReadonlyArray<Envelope> = envelopes,
): Bundle => {
  const claims = Map.groupBy(claimed, ({ stream }) => stream);
  const lastOf = new Map(envelopes.map(({ stream }, index) => [stream, index]));
  const lines = envelopes.flatMap((envelope, index): Bundle => {
    const { stream } = envelope;
    const isLast = lastOf.get(stream) === index;
    return [
      bundleEvent(sha256, index, envelope),
      ...(isLast ? claimOf(stream, claims.get(stream) ?? []) : []),
      ...sealed.filter(({ size }) => size === index + 1).map(checkpointLine),
    ];
  });
  const beyond = sealed.filter(({ size }) => size > envelopes.length).map(checkpointLine);
  const size = sealed.at(-1)?.size ?? 0;
  return [{ kind: 'bundle', version: 1, origin, size }, ...lines, ...beyond];
};

/** Writes a bundle as it stands in a file. */
export const writeBundle = (bundle: Bundle): string =>
  bundle.map((line) => `${writeRecord(line)}\n`).join('');
