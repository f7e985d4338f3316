-- A database of schema version 3, as the third release writes it. Never change it.
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
  stream TEXT NOT NULL,
  checksum INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE read_models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  projection TEXT NOT NULL,
  version INTEGER NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  checkpoint BLOB,
  checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX live_read_model ON read_models (projection, version) WHERE live = 1;

CREATE TABLE read_model_rows (
  model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL,
  position BLOB NOT NULL,
  body TEXT NOT NULL,
  checksum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (model, stream)
) STRICT;
CREATE INDEX recent_read_model_rows ON read_model_rows (model, position);

CREATE TABLE read_model_keys (
  model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  stream TEXT NOT NULL,
  checksum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (model, key, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_model_quarantine (
  model INTEGER NOT NULL REFERENCES read_models (id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL,
  position BLOB NOT NULL,
  reason TEXT NOT NULL,
  checksum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (model, stream)
) STRICT;

INSERT INTO events (
  stream, revision, id, type, schema_version, recorded_at, data, metadata, checksum, position
) VALUES (
  'order-1172452900788-01',
  0,
  '3b0f5e0c-2f0f-5c11-9a52-0d1f3f6d8a01',
  'OrderPlaced',
  1,
  '2026-01-31T12:00:00.000Z',
  '{"valueMinor":9508}',
  '{"$correlationId":"c"}',
  286648498,
  1
);
INSERT INTO events (
  stream, revision, id, type, schema_version, recorded_at, data, metadata, checksum, position
) VALUES (
  'order-1172452900788-01',
  1,
  '3b0f5e0c-2f0f-5c11-9a52-0d1f3f6d8a02',
  'InvoiceAdded',
  2,
  '2026-01-31T12:00:01.000Z',
  '{"say":"\"c''est ça\" 🧾"}',
  '{}',
  951079599,
  2
);
INSERT INTO events (
  stream, revision, id, type, schema_version, recorded_at, data, metadata, checksum, position
) VALUES (
  'other-é',
  0,
  '3b0f5e0c-2f0f-5c11-9a52-0d1f3f6d8a03',
  'Happened',
  1,
  '2026-01-31T12:00:02.000Z',
  'null',
  '{}',
  939922602,
  5
);
INSERT INTO claims VALUES ('invoice:1:NFe-1', 'order-1172452900788-01', 2454357948);
INSERT INTO read_models VALUES (1, 'totals', 3, 1, x'00000000000000050000000000000000', 1781206455);
INSERT INTO read_model_rows VALUES (1, 'order-1172452900788-01', 0, x'00000000000000000000000000000001', '{"count":1}', 202546951);
INSERT INTO read_model_keys VALUES (1, 'NFe-1', 'order-1172452900788-01', 2361215529);
INSERT INTO read_model_quarantine VALUES
  (1, 'order-1172452900788-01', 1, x'00000000000000000000000000000002', 'not understood', 3059910865);
PRAGMA application_id = 1180787572;
PRAGMA user_version = 3;
PRAGMA journal_mode = WAL;
