import type { Position } from '@facture/contract';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';

import { positionAt } from './storedPosition';

// SQLite guards its log by checksums, but not its tables: what is damaged is told, not given out.
// What these functions make of a row is in files, so they never change.

/** The checksum of a claim. */
export const claimChecksum = (key: string, stream: string): number => crc32(`${key}\n${stream}`);

/** The checksum of a read model, without its rows. */
export const modelChecksum = (
  id: number,
  projection: string,
  version: number,
  checkpoint: Position | undefined,
): number => crc32(`${id}\n${projection}\n${version}\n${checkpoint ?? ''}`);

/** The checksum of what a read model keeps of a stream: its row, or why there is none. */
export const rowChecksum = (
  model: number,
  stream: string,
  revision: number,
  position: Position,
  text: string,
): number => crc32(`${model}\n${stream}\n${revision}\n${position}\n${text}`);

/** The checksum of a key that a row is found by. */
export const keyChecksum = (model: number, key: string, stream: string): number =>
  crc32(`${model}\n${key}\n${stream}`);

/** The checksum of the positions in a tile. It goes on from the one of those before. */
export const positionsChecksum = (positions: Uint8Array, before: number): number =>
  crc32(positions, before);

type Checksum = (...columns: never) => number;
type SqlFunction = (...columns: Array<SQLOutputValue>) => number;

const sqlFunctions: Readonly<Record<string, Checksum>> = {
  claim_checksum: claimChecksum,
  model_checksum: (
    id: number,
    projection: string,
    version: number,
    checkpoint: Uint8Array | null,
  ) =>
    modelChecksum(
      id,
      projection,
      version,
      checkpoint === null ? undefined : positionAt(checkpoint),
    ),
  row_checksum: (
    model: number,
    stream: string,
    revision: number,
    position: Uint8Array,
    text: string,
  ) => rowChecksum(model, stream, revision, positionAt(position), text),
  key_checksum: keyChecksum,
  positions_checksum: positionsChecksum,
};

/** Lets SQL make the checksums of rows: `claim_checksum(key, stream)` and so on. */
export const addChecksums = (database: DatabaseSync): void => {
  for (const [name, checksum] of Object.entries(sqlFunctions))
    database.function(name, { deterministic: true }, checksum as SqlFunction);
};
