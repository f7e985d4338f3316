import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

import { encodeBase64 } from './base64';
import { isBundleRecord } from './bundleGuards';
import type { BundleCheckpoint, BundleEvent, BundleRecord } from './bundleRecord';
import { type Envelope, leafHash } from './envelope';
import type { Hash } from './tree';

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
    O.filter(isBundleRecord),
  );
