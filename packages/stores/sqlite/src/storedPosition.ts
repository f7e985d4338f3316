import type { Position } from '@facture/contract';

/** How many bytes a stored position has. */
export const POSITION_BYTES = 16;

/**
 * Writes a position as 16 bytes, the highest first, so that the bytes are in the order of the
 * numbers: positions of a cluster do not fit into an integer of SQLite's.
 */
export const positionBytes = (position: Position): Buffer => {
  const bytes = Buffer.allocUnsafe(POSITION_BYTES);
  bytes.writeBigUInt64BE(position >> 64n, 0);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, position), 8);
  return bytes;
};

/** Reads a position that begins at a byte. */
export const positionAt = (bytes: Uint8Array, offset = 0): Position => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (buffer.readBigUInt64BE(offset) << 64n) | buffer.readBigUInt64BE(offset + 8);
};
