import * as t from 'io-ts';

import { envelopeProps } from './envelope';
import { HashText } from './hashText';
import { WholeNumber } from './wholeNumber';

const record = <K extends string, P extends t.Props>(kind: K, props: P, name: string) =>
  t.readonly(t.strict({ kind: t.literal(kind), ...props }), name);

/** The first line of a bundle: whose log it is, and how many events of it there are. */
export const BundleHeader = record(
  'bundle',
  {
    version: t.literal(1),
    origin: t.string,
    size: WholeNumber,
  },
  'BundleHeader',
);
export type BundleHeader = t.TypeOf<typeof BundleHeader>;

/** A sealed event: its place in the log, its leaf hash in base64, and its envelope. */
export const BundleEvent = record(
  'event',
  {
    logIndex: WholeNumber,
    leafHash: HashText,
    ...envelopeProps,
  },
  'BundleEvent',
);
export type BundleEvent = t.TypeOf<typeof BundleEvent>;

/**
 * A checkpoint of the events before it, and in base64 the proof that it goes on from the checkpoint
 * before; the proof is empty in the first.
 */
export const BundleCheckpoint = record(
  'checkpoint',
  {
    note: t.string,
    consistency: t.readonlyArray(HashText),
  },
  'BundleCheckpoint',
);
export type BundleCheckpoint = t.TypeOf<typeof BundleCheckpoint>;

/**
 * The totals that are claimed for a stream, anywhere after its last event: the sooner, the less a
 * verifier must keep in mind.
 */
export const BundleTotals = record(
  'totals',
  { stream: t.string, totals: t.UnknownRecord },
  'BundleTotals',
);
export type BundleTotals = t.TypeOf<typeof BundleTotals>;

/** One line of a bundle. */
export const BundleRecord = t.union(
  [BundleEvent, BundleTotals, BundleCheckpoint, BundleHeader],
  'BundleRecord',
);
export type BundleRecord = t.TypeOf<typeof BundleRecord>;
