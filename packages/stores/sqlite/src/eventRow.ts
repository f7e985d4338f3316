import type { RecordedEvent } from '@facture/contract';
import { crc32 } from 'node:zlib';

/** An event as it is written: its position is given by the table. */
export type UnplacedEvent = Omit<RecordedEvent, 'position'>;

const HEAD = 'stream, revision, id, type, schema_version, recorded_at';

/** The columns of `events` as they are written, in the order of an {@link UnplacedRow}. */
export const WRITTEN_COLUMNS = `${HEAD}, data, metadata, checksum`;

/** The columns of `events` as they are read, in the order of an {@link EventRow}. */
export const READ_COLUMNS = `${WRITTEN_COLUMNS}, position`;

const LONG_BYTES = 16_384;

const unlessLong = (text: string): string =>
  `iif(octet_length(${text}) <= ${LONG_BYTES}, ${text}, NULL)`;

/** The same columns, where data and metadata are null if they are long. */
export const SHORT_COLUMNS = `${HEAD}, ${unlessLong('data')}, ${unlessLong('metadata')},
  checksum, position`;

/** An event as a row to be written. */
export type UnplacedRow = [
  stream: string,
  revision: number,
  id: string,
  type: string,
  schemaVersion: number,
  recordedAt: string,
  data: string,
  metadata: string,
  checksum: number,
];

/** An event as a row that is read. */
export type EventRow = [...UnplacedRow, position: number];

/** A row that is read without its texts if they are long. */
export type ShortRow = [
  ...head: [string, number, string, string, number, string],
  data: string | null,
  metadata: string | null,
  checksum: number,
  position: number,
];

/** Tells whether a row has all its texts. */
export const isWhole = (row: ShortRow): row is EventRow => row[6] !== null && row[7] !== null;

// SQLite guards its log by checksums, but not its tables: damaged bytes are told, not given out.
const checksum = (event: UnplacedEvent): number => {
  const { stream, revision, id, type, schemaVersion, recordedAt, data, metadata } = event;
  return crc32(
    `${stream}\n${revision}\n${id}\n${type}\n${schemaVersion}\n${recordedAt}\n${data}\n${metadata}`,
  );
};

/** Makes the row of an event. */
export const toRow = (event: UnplacedEvent): UnplacedRow => [
  event.stream,
  event.revision,
  event.id,
  event.type,
  event.schemaVersion,
  event.recordedAt,
  event.data,
  event.metadata,
  checksum(event),
];

/** Makes the event of a row, undefined when it is not as it was written. */
export const fromRow = (row: EventRow): RecordedEvent | undefined => {
  const event = {
    id: row[2],
    type: row[3],
    schemaVersion: row[4],
    data: row[6],
    metadata: row[7],
    stream: row[0],
    revision: row[1],
    position: BigInt(row[9]),
    recordedAt: row[5],
  };
  return checksum(event) === row[8] ? event : undefined;
};
