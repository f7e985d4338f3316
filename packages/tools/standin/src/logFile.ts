import {
  closeSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import type { Entry } from './storedEvent';

/** The file that keeps what was appended; one frame is one append, on disk whole or not at all. */
export interface LogFile {
  /** What the file held when it was opened, in order. */
  readonly kept: ReadonlyArray<ReadonlyArray<Entry>>;
  /** Writes one append, so that it survives the process from here on. */
  readonly keep: (entries: ReadonlyArray<Entry>) => void;
  /** Resolves when all that was written survives the machine; those who wait share one fsync. */
  readonly durable: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A frame is the length of its body, the checksum of its body, and the body. */
const headerBytes = 8;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

const encode = (entries: ReadonlyArray<Entry>): Buffer => {
  const body = Buffer.from(
    JSON.stringify(
      entries.map((entry) => ({
        ...entry,
        event: {
          ...entry.event,
          data: base64(entry.event.data),
          metadata: base64(entry.event.metadata),
        },
      })),
    ),
  );
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(body.length, 0);
  header.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([header, body]);
};

type KeptEntry = Omit<Entry, 'event'> & {
  readonly event: Omit<Entry['event'], 'data' | 'metadata'> & {
    readonly data: string;
    readonly metadata: string;
  };
};

const decode = (body: Buffer): ReadonlyArray<Entry> =>
  (JSON.parse(body.toString()) as ReadonlyArray<KeptEntry>).map((entry) => ({
    ...entry,
    event: {
      ...entry.event,
      data: bytes(entry.event.data),
      metadata: bytes(entry.event.metadata),
    },
  }));

/** The body of the frame at an offset, or nothing where the tail is torn. */
const frameAt = (content: Buffer, offset: number): Buffer | undefined => {
  if (offset + headerBytes > content.length) return undefined;
  const end = offset + headerBytes + content.readUInt32BE(offset);
  if (end > content.length) return undefined;
  const body = content.subarray(offset + headerBytes, end);
  return body.length > 0 && crc32(body) === content.readUInt32BE(offset + 4) ? body : undefined;
};

/** Opens or creates the file, and cuts off what a crash left half written at its end. */
export const openLogFile = (file: string): LogFile => {
  const descriptor = openSync(file, 'a+');
  const content = readFileSync(descriptor);
  const kept: ReadonlyArray<Entry>[] = [];
  let whole = 0;
  for (
    let body = frameAt(content, whole);
    body !== undefined;
    body = frameAt(content, (whole += headerBytes + body.length))
  ) {
    kept.push(decode(body));
  }
  if (whole < content.length) {
    ftruncateSync(descriptor, whole);
    fsyncSync(descriptor);
  }

  let syncing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let written = false;
  // What is written while one fsync runs waits for the next.
  const durable = (): Promise<void> => {
    if (!written) return syncing;
    waiting ??= syncing.then(() => {
      waiting = undefined;
      written = false;
      syncing = promisify(fsync)(descriptor);
      return syncing;
    });
    return waiting;
  };

  return {
    kept,
    durable,
    keep: (entries) => {
      const frame = encode(entries);
      for (let done = 0; done < frame.length;) done += writeSync(descriptor, frame, done);
      written = true;
    },
    close: async () => {
      await durable();
      closeSync(descriptor);
    },
  };
};
