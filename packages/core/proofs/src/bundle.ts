import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';
import * as t from 'io-ts';

import { encodeBase64 } from './base64';
import { type Envelope, envelopeProps, leafHash } from './envelope';
import type { Hash } from './tree';
import { WholeNumber } from './wholeNumber';

const record = <K extends string, P extends t.Props>(kind: K, props: P) =>
  t.readonly(t.strict({ kind: t.literal(kind), ...props }), kind);

/** 32 bytes in base64: 42 digits, one of which two bits are 0, and padding. */
const isHashText = (input: unknown): input is string =>
  typeof input === 'string' && /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(input);

const HashText = new t.Type<string>(
  'HashText',
  isHashText,
  (input, context) => (isHashText(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);

/** The first line of a bundle: whose log it is, and how many events of it there are. */
export const BundleHeader = record('bundle', {
  version: t.literal(1),
  origin: t.string,
  size: WholeNumber,
});
export type BundleHeader = t.TypeOf<typeof BundleHeader>;

/** A sealed event: its place in the log, its leaf hash in base64, and its envelope. */
export const BundleEvent = record('event', {
  logIndex: WholeNumber,
  leafHash: HashText,
  ...envelopeProps,
});
export type BundleEvent = t.TypeOf<typeof BundleEvent>;

/**
 * A checkpoint of the events before it, and in base64 the proof that it goes on from the checkpoint
 * before; the proof is empty in the first.
 */
export const BundleCheckpoint = record('checkpoint', {
  note: t.string,
  consistency: t.readonlyArray(HashText),
});
export type BundleCheckpoint = t.TypeOf<typeof BundleCheckpoint>;

/**
 * The totals that are claimed for a stream, anywhere after its last event: the sooner, the less a
 * verifier must keep in mind.
 */
export const BundleTotals = record('totals', { stream: t.string, totals: t.UnknownRecord });
export type BundleTotals = t.TypeOf<typeof BundleTotals>;

/** One line of a bundle. */
export const BundleRecord = t.union(
  [BundleEvent, BundleTotals, BundleCheckpoint, BundleHeader],
  'BundleRecord',
);
export type BundleRecord = t.TypeOf<typeof BundleRecord>;

/** Makes the line of an event. */
export const bundleEvent = (hash: Hash, logIndex: number, envelope: Envelope): BundleEvent => ({
  kind: 'event',
  logIndex,
  leafHash: encodeBase64(leafHash(hash, envelope)),
  stream: envelope.stream,
  revision: envelope.revision,
  id: envelope.id,
  type: envelope.type,
  schemaVersion: envelope.schemaVersion,
  recordedAt: envelope.recordedAt,
  data: envelope.data,
  metadata: envelope.metadata,
});

/** Makes the line of a checkpoint, with the proof that it goes on from the one before. */
export const bundleCheckpoint = (
  note: string,
  consistency: ReadonlyArray<Uint8Array>,
): BundleCheckpoint => ({ kind: 'checkpoint', note, consistency: consistency.map(encodeBase64) });

/** Writes a line of a bundle, without the newline that ends it. */
export const writeRecord = (line: BundleRecord): string => JSON.stringify(line);

/** Reads a line of a bundle: none when it is none. Members that are not known are passed over. */
export const readRecord = (line: string): O.Option<BundleRecord> =>
  pipe(
    O.tryCatch((): unknown => JSON.parse(line)),
    O.filter(BundleRecord.is),
  );
