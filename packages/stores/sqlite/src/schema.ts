/** Marks a file as Facture's: "Fact" in ASCII, in SQLite's `application_id`. */
export const APPLICATION_ID = 0x46616374;

const eventsAndClaims = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;

  CREATE TABLE claims (
    key TEXT PRIMARY KEY,
    stream TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

// A projection has one live read model per version, and beside it those that are being built. Their
// ids are never used again, so that whoever builds one notices that it was removed.
const readModels = `
  CREATE TABLE read_models (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    projection TEXT NOT NULL,
    version INTEGER NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    checkpoint INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX live_read_model ON read_models (projection, version) WHERE live = 1;

  CREATE TABLE read_model_rows (
    model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (model, stream)
  ) STRICT;
  CREATE INDEX recent_read_model_rows ON read_model_rows (model, position);

  CREATE TABLE read_model_quarantine (
    model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (model, stream)
  ) STRICT;
`;

// Positions become the bytes of `positionBytes`, and rows are found by keys.
const wideReadModels = `
  DROP INDEX live_read_model;
  DROP INDEX recent_read_model_rows;
  ALTER TABLE read_models RENAME TO narrow_models;
  ALTER TABLE read_model_rows RENAME TO narrow_rows;
  ALTER TABLE read_model_quarantine RENAME TO narrow_quarantine;

  CREATE TABLE read_models (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    projection TEXT NOT NULL,
    version INTEGER NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    checkpoint BLOB
  ) STRICT;
  CREATE UNIQUE INDEX live_read_model ON read_models (projection, version) WHERE live = 1;

  CREATE TABLE read_model_rows (
    model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position BLOB NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (model, stream)
  ) STRICT;
  CREATE INDEX recent_read_model_rows ON read_model_rows (model, position);

  CREATE TABLE read_model_keys (
    model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    stream TEXT NOT NULL,
    PRIMARY KEY (model, key, stream)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE read_model_quarantine (
    model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position BLOB NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (model, stream)
  ) STRICT;

  INSERT INTO read_models
    SELECT id, projection, version, live,
      iif(checkpoint IS NULL, NULL, unhex(format('%032X', checkpoint)))
    FROM narrow_models;
  INSERT INTO read_model_rows
    SELECT model, stream, revision, unhex(format('%032X', position)), body FROM narrow_rows;
  INSERT INTO read_model_quarantine
    SELECT model, stream, revision, unhex(format('%032X', position)), reason
    FROM narrow_quarantine;
  DROP TABLE narrow_rows;
  DROP TABLE narrow_quarantine;
  DROP TABLE narrow_models;
`;

// SQLite guards its log by checksums, but not its tables: events have theirs from the beginning.
const checksums = `
  ALTER TABLE claims ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE read_models ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE read_model_rows ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE read_model_keys ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE read_model_quarantine ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;

  UPDATE claims SET checksum = claim_checksum(key, stream);
  UPDATE read_models SET checksum = model_checksum(id, projection, version, checkpoint);
  UPDATE read_model_rows SET checksum = row_checksum(model, stream, revision, position, body);
  UPDATE read_model_keys SET checksum = key_checksum(model, key, stream);
  UPDATE read_model_quarantine
    SET checksum = row_checksum(model, stream, revision, position, reason);
`;

/**
 * What leads from an empty file to today's schema. The n-th step, counted from 1, makes schema
 * version n, which SQLite's `user_version` tells. Steps are never changed, only added.
 */
export const migrations: ReadonlyArray<string> = [
  eventsAndClaims + readModels,
  wideReadModels,
  checksums,
];
