import {
  StoreReadError,
  type Position,
  type QuarantinedEvent,
  type ReadModelRow,
  type StreamName,
} from '@facture/contract';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { keyChecksum, modelChecksum, rowChecksum } from './checksums';
import { lookForDamage } from './damagedModels';
import { prepareOn } from './statement';
import { positionAt, positionBytes } from './storedPosition';

/** One building of a projection's rows: the live one, or one on the way to it. */
export interface Model {
  readonly id: number;
  readonly checkpoint: Position | undefined;
}

/** A row as it is stored: the document is JSON text. */
export type StoredRow = ReadModelRow<string>;

/** The tables of one version of a projection. Each call throws when SQLite does. */
export interface ModelTables {
  readonly live: () => Model | undefined;
  readonly create: (state: 'live' | 'beside') => Model;
  /** Makes a model the live one, in place of the one there is, of older and of abandoned ones. */
  readonly swap: (model: Model) => void;
  readonly remove: (model: Model) => void;
  /** Answers false when somebody has removed the model. */
  readonly moveCheckpoint: (model: Model, checkpoint: Position | undefined) => boolean;
  readonly row: (model: Model, stream: StreamName) => StoredRow | undefined;
  readonly recent: (model: Model, limit: number) => ReadonlyArray<StoredRow>;
  readonly rows: (model: Model, after: StreamName, limit: number) => ReadonlyArray<StoredRow>;
  readonly find: (model: Model, key: string, limit: number) => ReadonlyArray<StoredRow>;
  readonly writeRow: (model: Model, row: StoredRow) => void;
  readonly writeKey: (model: Model, key: string, stream: StreamName) => void;
  readonly quarantined: (model: Model) => ReadonlyArray<QuarantinedEvent>;
  /** Whether a stream is in quarantine; any at all where none is named. */
  readonly isQuarantined: (model: Model, stream?: StreamName) => boolean;
  readonly quarantine: (model: Model, event: QuarantinedEvent) => void;
  /** The streams that stand otherwise in two models, as far as the first one has come. */
  readonly differing: (old: Model, fresh: Model) => ReadonlyArray<StreamName>;
}

type Row = [stream: string, revision: number, position: Uint8Array, text: string, checksum: number];

type ModelRow = [id: number, checkpoint: Uint8Array | null, checksum: number];

const bytesOf = (position: Position | undefined): Uint8Array | null =>
  position === undefined ? null : positionBytes(position);

/** Prepares the statements for the models of one version of a projection. */
export const createModelTables = (
  database: DatabaseSync,
  { name, version }: { readonly name: string; readonly version: number },
): ModelTables => {
  const prepare = prepareOn(database);
  const live = prepare(
    'SELECT id, checkpoint, checksum FROM read_models WHERE projection = ? AND version = ? AND live = 1',
  );
  const create = prepare('INSERT INTO read_models (projection, version, live) VALUES (?, ?, ?)');
  const removeReplaced = prepare(
    `DELETE FROM read_models
       WHERE projection = ? AND (version < ? OR version = ? AND (live = 1 OR id < ?))`,
  );
  const makeLive = prepare('UPDATE read_models SET live = 1 WHERE id = ?');
  const remove = prepare('DELETE FROM read_models WHERE id = ?');
  const moveCheckpoint = prepare(
    'UPDATE read_models SET checkpoint = ?, checksum = ? WHERE id = ?',
  );

  const selectRow =
    'SELECT stream, revision, position, body, checksum FROM read_model_rows WHERE model = ?';
  const row = prepare(`${selectRow} AND stream = ?`);
  const recent = prepare(`${selectRow} ORDER BY position DESC LIMIT ?`);
  const rows = prepare(`${selectRow} AND stream > ? ORDER BY stream LIMIT ?`);
  const find = prepare(
    `${selectRow} AND stream IN (SELECT stream FROM read_model_keys WHERE model = ? AND key = ?)
       ORDER BY position DESC LIMIT ?`,
  );
  const writeRow = prepare(
    `INSERT INTO read_model_rows (model, stream, revision, position, body, checksum)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (model, stream) DO UPDATE
       SET revision = excluded.revision, position = excluded.position, body = excluded.body,
         checksum = excluded.checksum`,
  );
  const writeKey = prepare(
    `INSERT INTO read_model_keys (model, key, stream, checksum) VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
  );
  const quarantined = prepare(
    `SELECT stream, revision, position, reason, checksum FROM read_model_quarantine
       WHERE model = ? ORDER BY position`,
  );
  const isQuarantined = prepare(
    'SELECT 1 FROM read_model_quarantine WHERE model = ? AND stream = ?',
  );
  const anyQuarantined = prepare('SELECT 1 FROM read_model_quarantine WHERE model = ? LIMIT 1');
  const quarantine = prepare(
    `INSERT INTO read_model_quarantine (model, stream, revision, position, reason, checksum)
       VALUES (?, ?, ?, ?, ?, ?)`,
  );
  // Two joins, because SQLite runs a FULL JOIN of these without an index.
  const differing = prepare(
    `SELECT old.stream FROM read_model_rows AS old
       LEFT JOIN read_model_rows AS fresh ON fresh.model = ? AND fresh.stream = old.stream
       WHERE old.model = ? AND old.position <= ? AND (fresh.position IS NULL
         OR fresh.position <= ? AND (old.revision <> fresh.revision OR old.body <> fresh.body))
     UNION ALL
     SELECT fresh.stream FROM read_model_rows AS fresh
       LEFT JOIN read_model_rows AS old ON old.model = ? AND old.stream = fresh.stream
       WHERE fresh.model = ? AND fresh.position <= ? AND old.position IS NULL
     ORDER BY 1`,
  );

  const damage = lookForDamage(database, name);

  const moveTo = ({ id }: Model, checkpoint: Position | undefined): boolean => {
    const checksum = modelChecksum(id, name, version, checkpoint);
    return moveCheckpoint.run(bytesOf(checkpoint), checksum, id).changes === 1;
  };
  const soundRow =
    (model: number) =>
    ([stream, revision, position, row, checksum]: Row): StoredRow => {
      const stored = { stream, revision, position: positionAt(position), row };
      if (checksum !== rowChecksum(model, stream, revision, stored.position, row))
        throw new StoreReadError('Fatal', `the row of ${stream} is damaged: rebuild ${name}`);
      return stored;
    };
  const soundRows = (id: number, rows: StatementSync, ...values: ReadonlyArray<SQLInputValue>) => {
    damage.refuse(id);
    return Array.from(rows.all(id, ...values) as unknown as Array<Row>, soundRow(id));
  };

  return {
    live: () => {
      const found = live.get(name, version) as unknown as ModelRow | undefined;
      if (found === undefined) return undefined;
      const [id, bytes, checksum] = found;
      const checkpoint = bytes === null ? undefined : positionAt(bytes);
      if (checksum === modelChecksum(id, name, version, checkpoint)) return { id, checkpoint };
      // It can still be replaced, but by nothing that goes on from there.
      damage.found(id);
      return { id, checkpoint: undefined };
    },
    create: (state) => {
      const { lastInsertRowid } = create.run(name, version, state === 'live' ? 1 : 0);
      const model = { id: Number(lastInsertRowid), checkpoint: undefined };
      moveTo(model, undefined);
      return model;
    },
    swap: ({ id }) => {
      removeReplaced.run(name, version, version, id);
      makeLive.run(id);
      damage.remove();
    },
    remove: ({ id }) => {
      remove.run(id);
    },
    moveCheckpoint: (model, checkpoint) => {
      damage.refuse(model.id);
      return moveTo(model, checkpoint);
    },
    row: ({ id }, stream) => {
      damage.refuse(id);
      const found = row.get(id, stream) as unknown as Row | undefined;
      return found && soundRow(id)(found);
    },
    recent: ({ id }, limit) => soundRows(id, recent, limit),
    rows: ({ id }, after, limit) => soundRows(id, rows, after, limit),
    find: ({ id }, key, limit) => soundRows(id, find, id, key, limit),
    writeRow: ({ id }, { stream, revision, position, row: body }) => {
      const checksum = rowChecksum(id, stream, revision, position, body);
      writeRow.run(id, stream, revision, positionBytes(position), body, checksum);
    },
    writeKey: ({ id }, key, stream) => {
      writeKey.run(id, key, stream, keyChecksum(id, key, stream));
    },
    quarantined: ({ id }) =>
      soundRows(id, quarantined).map(({ row: reason, ...place }) => ({ ...place, reason })),
    isQuarantined: ({ id }, stream) =>
      (stream === undefined ? anyQuarantined.get(id) : isQuarantined.get(id, stream)) !== undefined,
    quarantine: ({ id }, { stream, revision, position, reason }) => {
      const checksum = rowChecksum(id, stream, revision, position, reason);
      quarantine.run(id, stream, revision, positionBytes(position), reason, checksum);
    },
    differing: (old, fresh) => {
      const upTo = bytesOf(old.checkpoint);
      // What is later than the fresh one has come is nothing to compare.
      const known = bytesOf(fresh.checkpoint);
      const rows = differing.all(fresh.id, old.id, known, upTo, old.id, fresh.id, upTo);
      return Array.from(rows as unknown as Array<[StreamName]>, ([stream]) => stream);
    },
  };
};
