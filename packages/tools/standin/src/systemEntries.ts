import { randomUUID } from 'node:crypto';
import { lastRevision } from './appendRules';
import type { EventLog } from './eventLog';
import { deletedRevision, type Entry, type ProposedEvent } from './storedEvent';
import { metastreamOf, rawMetadata } from './streamMetadata';

const entryOf = (
  stream: string,
  createdMs: number,
  event: Omit<ProposedEvent, 'id' | 'metadata'>,
  tombstone = false,
): Entry => ({
  stream,
  createdMs,
  tombstone,
  event: { id: randomUUID(), metadata: new Uint8Array(), ...event },
});

const metadataOf = (stream: string, json: string, createdMs: number): Entry =>
  entryOf(metastreamOf(stream), createdMs, {
    type: '$metadata',
    contentType: 'application/json',
    data: new TextEncoder().encode(json),
  });

/** Shows the stream again from here on: what the soft delete hid stays hidden. */
export const undeletion = (log: EventLog, stream: string, createdMs: number): Entry =>
  metadataOf(
    stream,
    JSON.stringify({ ...rawMetadata(log, stream), $tb: Number(lastRevision(log, stream) + 1n) }),
    createdMs,
  );

/** Hides the stream. `$tb` is written as text since it is beyond the integers of JSON.stringify. */
export const softDeletion = (stream: string, createdMs: number): Entry =>
  metadataOf(stream, `{"$tb":${String(deletedRevision)}}`, createdMs);

/** Ends the stream for ever. */
export const tombstone = (stream: string, createdMs: number): Entry =>
  entryOf(
    stream,
    createdMs,
    { type: '$streamDeleted', contentType: 'application/octet-stream', data: new Uint8Array() },
    true,
  );

/** What a server writes of its own accord when it starts on an empty log. */
export const firstEntry = (createdMs: number): Entry =>
  metadataOf('$scavenges', '{"$maxAge":2592000,"$acl":{"$r":"$ops"}}', createdMs);
