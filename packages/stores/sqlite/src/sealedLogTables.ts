import { StoreReadError, type Position } from '@facture/contract';
import { TILE_WIDTH, type SealedBatch, type SealedCheckpoint } from '@facture/contract/sealing';
import type { DatabaseSync } from 'node:sqlite';

import { positionsChecksum } from './checksums';
import { prepareOn } from './statement';
import { POSITION_BYTES, positionAt, positionBytes } from './storedPosition';

/** The schema of a log. */
export const sealedLogMigrations: ReadonlyArray<string> = [
  `
  CREATE TABLE checkpoints (
    id INTEGER PRIMARY KEY,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    verifier_key TEXT NOT NULL
  ) STRICT;

  CREATE TABLE tiles (
    level INTEGER NOT NULL,
    tile INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, tile)
  ) STRICT;

  CREATE TABLE positions (
    tile INTEGER PRIMARY KEY,
    first BLOB NOT NULL UNIQUE,
    positions BLOB NOT NULL
  ) STRICT;
`,
  `
  ALTER TABLE positions ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
  UPDATE positions SET checksum = positions_checksum(positions, tile);
`,
];

const positionIn = (positions: Uint8Array, place: number): Position =>
  positionAt(positions, place * POSITION_BYTES);

/** Finds a position among ascending ones. */
const placeOf = (positions: Uint8Array, position: Position): number | undefined => {
  let low = 0;
  let high = positions.length / POSITION_BYTES - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const found = positionIn(positions, middle);
    if (found === position) return middle;
    if (found < position) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
};

/** What lies in one tile of a list that goes on from a place. */
interface Part<A> {
  readonly tile: number;
  readonly items: ReadonlyArray<A>;
}

/** Cuts what comes at the end of a list of so many into the tiles where it lies. */
const parts = <A>(size: number, items: ReadonlyArray<A>): ReadonlyArray<Part<A>> => {
  const cut = new Array<Part<A>>();
  for (let done = 0; done < items.length;) {
    const tile = Math.floor((size + done) / TILE_WIDTH);
    const next = (tile + 1) * TILE_WIDTH - size;
    cut.push({ tile, items: items.slice(done, next) });
    done = next;
  }
  return cut;
};

/** The tables of a log. Each call throws when SQLite does. */
export interface SealedLogTables {
  readonly latest: () => SealedCheckpoint | undefined;
  readonly checkpoints: (from: number, limit: number) => ReadonlyArray<SealedCheckpoint>;
  readonly tile: (level: number, index: number) => Uint8Array;
  readonly indexOf: (position: Position) => number | undefined;
  readonly positionOf: (index: number) => Position | undefined;
  readonly write: (batch: SealedBatch) => void;
}

type CheckpointRow = [size: number, note: string, verifierKey: string];

const toCheckpoint = ([size, note, verifierKey]: CheckpointRow): SealedCheckpoint => ({
  size,
  note,
  verifierKey,
});

const NO_HASHES = new Uint8Array();

type PositionsRow = [tile: number, first: Uint8Array, positions: Uint8Array, checksum: number];

/** The positions of a row that is as it was written. */
const soundPositions = (row: unknown) => {
  if (row === undefined) return undefined;
  const [tile, first, positions, checksum] = row as PositionsRow;
  if (
    positionsChecksum(positions, tile) !== checksum ||
    positionAt(first) !== positionAt(positions)
  )
    throw new StoreReadError('Fatal', `the positions of tile ${tile} are damaged`);
  return { tile, positions };
};

/** Prepares the statements of a log. */
export const createSealedLogTables = (database: DatabaseSync): SealedLogTables => {
  const prepare = prepareOn(database);
  const select = 'SELECT size, note, verifier_key FROM checkpoints';
  const latest = prepare(`${select} ORDER BY id DESC LIMIT 1`);
  const checkpoints = prepare(`${select} ORDER BY id LIMIT ? OFFSET ?`);
  const tile = prepare('SELECT hashes FROM tiles WHERE level = ? AND tile = ?');
  const positions = prepare(
    'SELECT tile, first, positions, checksum FROM positions WHERE tile = ?',
  );
  const before = prepare(
    `SELECT tile, first, positions, checksum FROM positions
       WHERE first <= ? ORDER BY first DESC LIMIT 1`,
  );
  const addCheckpoint = prepare(
    'INSERT INTO checkpoints (size, note, verifier_key) VALUES (?, ?, ?)',
  );
  const addHashes = prepare(
    `INSERT INTO tiles (level, tile, hashes) VALUES (?, ?, ?)
       ON CONFLICT (level, tile) DO UPDATE SET hashes = CAST(hashes || excluded.hashes AS BLOB)`,
  );
  const addPositions = prepare(
    `INSERT INTO positions (tile, first, positions, checksum) VALUES (?, ?, ?, ?)
       ON CONFLICT (tile) DO UPDATE
       SET positions = CAST(positions || excluded.positions AS BLOB),
         checksum = positions_checksum(excluded.positions, checksum)`,
  );

  return {
    latest: () => {
      const row = latest.get() as unknown as CheckpointRow | undefined;
      return row && toCheckpoint(row);
    },
    checkpoints: (from, limit) =>
      Array.from(checkpoints.all(limit, from) as unknown as Array<CheckpointRow>, toCheckpoint),
    tile: (level, index) =>
      (tile.get(level, index) as unknown as [Uint8Array] | undefined)?.[0] ?? NO_HASHES,
    indexOf: (position) => {
      const row = soundPositions(before.get(positionBytes(position)));
      const place = row && placeOf(row.positions, position);
      return row && place !== undefined ? row.tile * TILE_WIDTH + place : undefined;
    },
    positionOf: (index) => {
      const row = soundPositions(positions.get(Math.floor(index / TILE_WIDTH)));
      const place = index % TILE_WIDTH;
      return row && place * POSITION_BYTES < row.positions.length
        ? positionIn(row.positions, place)
        : undefined;
    },
    write: ({ after, positions: added, hashes, checkpoint }) => {
      let size = after;
      for (const [level, ofLevel] of hashes.entries()) {
        for (const { tile: index, items } of parts(size, ofLevel))
          addHashes.run(level, index, Buffer.concat(items));
        size = Math.floor(size / TILE_WIDTH);
      }
      for (const { tile: index, items } of parts(after, added.map(positionBytes))) {
        const all = Buffer.concat(items);
        addPositions.run(index, items[0] ?? NO_HASHES, all, positionsChecksum(all, index));
      }
      addCheckpoint.run(checkpoint.size, checkpoint.note, checkpoint.verifierKey);
    },
  };
};
