import * as O from 'fp-ts/Option';
import * as t from 'io-ts';

import { equalBytes } from './bytes';
import type { Hash } from './tree';
import { decodeUtf8, encodeUtf8, mostUtf8Bytes, writeUtf8 } from './utf8';
import { WholeNumber } from './wholeNumber';

/** The fields of an envelope and the order in which they are framed. */
export const envelopeProps = {
  stream: t.string,
  revision: WholeNumber,
  id: t.string,
  type: t.string,
  schemaVersion: WholeNumber,
  recordedAt: t.string,
  data: t.string,
  metadata: t.string,
};

/** An event as it is sealed: `data` and `metadata` are the exact text that is stored. */
export const Envelope = t.readonly(t.strict(envelopeProps), 'Envelope');
export type Envelope = t.TypeOf<typeof Envelope>;

/** Names the framing and its version, so that no other bytes are taken for an envelope. */
const HEADER = encodeUtf8('facture-envelope/1\n');
const LENGTH_BYTES = 4;

const fieldsToFrame = (envelope: Envelope): ReadonlyArray<string> => [
  envelope.stream,
  envelope.revision.toString(),
  envelope.id,
  envelope.type,
  envelope.schemaVersion.toString(),
  envelope.recordedAt,
  envelope.data,
  envelope.metadata,
];

/**
 * Makes what frames envelopes, one after the other, into the same bytes behind some that are left 0:
 * they hold until the next is framed. Bytes of its own for each would take longer than to hash them.
 */
const framesInto = (room: number): ((envelope: Envelope) => Uint8Array) => {
  let bytes = new Uint8Array(0);
  let view = new DataView(bytes.buffer);
  return (envelope) => {
    const fields = fieldsToFrame(envelope);
    let at = room + HEADER.length;
    const most = fields.reduce((sum, field) => sum + LENGTH_BYTES + mostUtf8Bytes(field), at);
    // Stryker disable next-line ConditionalExpression,EqualityOperator: more bytes than needed take longer.
    if (most > bytes.length) {
      bytes = new Uint8Array(2 * most);
      view = new DataView(bytes.buffer);
      bytes.set(HEADER, room);
    }
    for (const field of fields) {
      const end = writeUtf8(bytes, at + LENGTH_BYTES, field);
      view.setUint32(at, end - at - LENGTH_BYTES);
      at = end;
    }
    return bytes.subarray(0, at);
  };
};

/**
 * Frames an envelope: a header, then each field as its length in four bytes, big-endian, and its
 * UTF-8. Numbers are written in decimal digits. Different envelopes give different bytes.
 */
export const encodeEnvelope = (envelope: Envelope): Uint8Array => framesInto(0)(envelope).slice();

/** Reads the fields that follow a header, as many as there are. */
const fieldsOf = (bytes: Uint8Array): ReadonlyArray<string> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Array<string> = [];
  for (let at = HEADER.length; at + LENGTH_BYTES <= bytes.length;) {
    const end = at + LENGTH_BYTES + view.getUint32(at);
    fields.push(decodeUtf8(bytes.subarray(at + LENGTH_BYTES, end)));
    at = end;
  }
  return fields;
};

/** Reads framed bytes: none unless they are exactly what framing an envelope gives. */
export const decodeEnvelope = (bytes: Uint8Array): O.Option<Envelope> => {
  const [stream, revision, id, type, schemaVersion, recordedAt, data, metadata] = fieldsOf(bytes);
  const envelope = {
    stream,
    revision: Number(revision),
    id,
    type,
    schemaVersion: Number(schemaVersion),
    recordedAt,
    data,
    metadata,
  };
  // What differs from the one way of writing it, in whatever place, shows when it is written again.
  return Envelope.is(envelope) && equalBytes(encodeEnvelope(envelope), bytes)
    ? O.some(envelope)
    : O.none;
};

/**
 * Makes what hashes envelopes into their leaves of the log, one after the other. The bytes that it
 * gives to `hash` are others after that.
 */
export const leafHasher = (hash: Hash): ((envelope: Envelope) => Uint8Array) => {
  // The byte that is left 0 is the one that leaves begin with, as of `hashLeaf`.
  const frame = framesInto(1);
  return (envelope) => hash(frame(envelope));
};

/** Hashes an envelope into its leaf of the log. What else stands beside its fields is left out. */
export const leafHash = (hash: Hash, envelope: Envelope): Uint8Array => leafHasher(hash)(envelope);
