import type { RecordedEvent } from '@facture/contract';
import { hash } from 'node:crypto';

const sha256 = (...parts: ReadonlyArray<Uint8Array>): Buffer =>
  Buffer.from(hash('sha256', Buffer.concat(parts), 'latin1'), 'latin1');

const framed = (field: string): Buffer => {
  const bytes = Buffer.from(`0000${field}`, 'utf8');
  bytes.writeUInt32BE(bytes.length - 4);
  return bytes;
};

const LEAF = Buffer.from('\u0000facture-envelope/1\n');
const NODE = Buffer.of(1);

/** The leaf of an event, by the description of the format. */
export const naiveLeaf = (event: RecordedEvent): Uint8Array => {
  const { stream, revision, id, type, schemaVersion, recordedAt, data, metadata } = event;
  const numbers = { revision: String(revision), schemaVersion: String(schemaVersion) };
  return sha256(
    LEAF,
    framed(stream),
    framed(numbers.revision),
    framed(id),
    framed(type),
    framed(numbers.schemaVersion),
    framed(recordedAt),
    framed(data),
    framed(metadata),
  );
};

/** The root of a tree, by the definition of RFC 9162, section 2.1.1, word for word. */
export const naiveRoot = (leaves: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return sha256(NODE, naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
};
