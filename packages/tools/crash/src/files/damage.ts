import type { SeededRandom } from '@facture/benchmarks/seeded-random';

import type { SampleFile } from './sample';

/** What is done to a file. */
export type Damage =
  /** Its log ends at a byte. */
  | { readonly type: 'cut'; readonly file: SampleFile; readonly at: number }
  /** One bit of its log is another one. */
  | {
      readonly type: 'flip in the log';
      readonly file: SampleFile;
      readonly at: number;
      readonly bit: number;
    }
  /** One bit of the file itself is another one, as it is when it was closed. */
  | {
      readonly type: 'flip in the file';
      readonly file: SampleFile;
      readonly at: number;
      readonly bit: number;
    };

const PART_BYTES = 512;
const HEADER_BYTES = 100;
const PAGE_BYTES = 4_096;

// https://sqlite.org/fileformat2.html#the_write_ahead_log
const WAL_HEADER_BYTES = 32;
const FRAME_BYTES = 24 + PAGE_BYTES;

/** The places from one on, in steps. */
const places = (from: number, before: number, step: number): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, Math.ceil((before - from) / step)) }, (_, n) => from + n * step);

/** How large a file and its log are. */
export interface Sizes {
  readonly fileBytes: number;
  readonly walBytes: number;
}

/**
 * Everything that is done to a file: its log is cut at every 512 bytes; one bit is flipped in each byte
 * of the log's header, in each of its frames, in each byte of the file's header and in each 512 bytes of
 * its pages.
 */
export const damagesOf = (
  file: SampleFile,
  { fileBytes, walBytes }: Sizes,
  random: SeededRandom,
): ReadonlyArray<Damage> => {
  const flip =
    (type: 'flip in the log' | 'flip in the file', length: number, end: number) =>
    (from: number): Damage => ({
      type,
      file,
      at: random.between(from, Math.min(from + length, end) - 1),
      bit: random.between(0, 7),
    });
  return [
    ...[...places(0, walBytes, PART_BYTES), walBytes].map((at): Damage => ({
      type: 'cut',
      file,
      at,
    })),
    ...places(0, Math.min(WAL_HEADER_BYTES, walBytes), 1).map(flip('flip in the log', 1, walBytes)),
    ...places(WAL_HEADER_BYTES, walBytes, FRAME_BYTES).map(
      flip('flip in the log', FRAME_BYTES, walBytes),
    ),
    ...places(0, HEADER_BYTES, 1).map(flip('flip in the file', 1, fileBytes)),
    ...places(HEADER_BYTES, fileBytes, PART_BYTES).map(
      flip('flip in the file', PART_BYTES, fileBytes),
    ),
  ];
};

/** The bytes of a file after the damage, and of its log. */
export const damaged = (
  damage: Damage,
  { file, wal }: { readonly file: Buffer; readonly wal: Buffer },
): { readonly file: Buffer; readonly wal: Buffer } => {
  if (damage.type === 'cut') return { file, wal: wal.subarray(0, damage.at) };
  const flipped = (bytes: Buffer): Buffer => {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(damage.at) ^ (1 << damage.bit), damage.at);
    return other;
  };
  return damage.type === 'flip in the log'
    ? { file, wal: flipped(wal) }
    : { file: flipped(file), wal: Buffer.alloc(0) };
};
