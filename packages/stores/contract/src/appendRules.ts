import type { ClaimKey, EventToAppend, ExpectedRevision, Revision, StreamName } from './eventStore';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isText = (text: string): boolean => text.length > 0 && text.isWellFormed();

const isJson = (text: string): boolean => {
  if (!text.isWellFormed()) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const malformedEvent = ({ id, type, schemaVersion, data, metadata }: EventToAppend) => {
  if (!UUID.test(id)) return 'an event id is no lower-case UUID';
  if (!isText(type)) return `event ${id}: the type is empty or not well-formed text`;
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1)
    return `event ${id}: the schema version is no positive integer`;
  if (!isJson(data)) return `event ${id}: data is not well-formed JSON text`;
  if (!isJson(metadata)) return `event ${id}: metadata is not well-formed JSON text`;
  return undefined;
};

/**
 * Tells why an append can never succeed as it is, or undefined: names and claims must be well-formed
 * text (no half of a surrogate pair) and not empty, ids lower-case UUIDs, schema versions positive
 * integers, data and metadata JSON, and there must be an event. Every store asks this first.
 */
export const malformedAppend = (
  stream: StreamName,
  events: ReadonlyArray<EventToAppend>,
  claims: ReadonlyArray<ClaimKey>,
): string | undefined => {
  if (!isText(stream)) return 'the stream name is empty or not well-formed text';
  if (!claims.every(isText)) return 'a claim is empty or not well-formed text';
  if (events.length === 0) return 'there is no event to append';
  for (const event of events) {
    const reason = malformedEvent(event);
    if (reason !== undefined) return reason;
  }
  return undefined;
};

/** Tells whether two events are the same to the byte, as a repeated append must be. */
export const isSameEvent = (a: EventToAppend, b: EventToAppend): boolean =>
  a.id === b.id &&
  a.type === b.type &&
  a.schemaVersion === b.schemaVersion &&
  a.data === b.data &&
  a.metadata === b.metadata;

/**
 * The revision that the first event of an append gets.
 *
 * @example
 * firstRevision('no-stream'); // => 0
 * firstRevision(2); // => 3
 */
export const firstRevision = (expected: ExpectedRevision): Revision =>
  expected === 'no-stream' ? 0 : expected + 1;

/**
 * The revision of a stream of so many events.
 *
 * @example
 * revisionOf(0); // => 'no-stream'
 * revisionOf(3); // => 2
 */
export const revisionOf = (length: number): ExpectedRevision =>
  length === 0 ? 'no-stream' : length - 1;
