import { createBell } from './bell';
import type { Position, RecordedEvent, StreamName } from './eventStore';
import type { Projection, QuarantinedEvent, ReadModel, ReadModelRow } from './readModel';

interface StoredRow {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  /** The row as JSON text: what a model gives out is never what it keeps. */
  readonly text: string;
}

/** The rows of one version of a projection, and the checkpoint up to which they are right. */
export interface ReadModelTable {
  rows: Map<StreamName, StoredRow>;
  /** The streams of each key. */
  keys: Map<string, Set<StreamName>>;
  quarantine: Map<StreamName, QuarantinedEvent>;
  checkpoint: Position | undefined;
}

/** What in-memory read models keep: tables by name and version of their projection. */
export type ReadModelMemory = Map<string, ReadModelTable>;

const emptyTable = (): ReadModelTable => ({
  rows: new Map(),
  keys: new Map(),
  quarantine: new Map(),
  checkpoint: undefined,
});

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

const isAfter = (position: Position, checkpoint: Position | undefined): boolean =>
  checkpoint === undefined || position > checkpoint;

const toRow = <S>({ stream, revision, position, text }: StoredRow): ReadModelRow<S> => ({
  stream,
  revision,
  position,

  row: JSON.parse(text) as S,
});

const addKeys = (
  table: ReadModelTable,
  stream: StreamName,
  keys: ReadonlyArray<string> = [],
): void => {
  for (const key of keys) {
    const streams = table.keys.get(key) ?? new Set();
    table.keys.set(key, streams.add(stream));
  }
};

/** Folds events onto a table, and answers what changes: the table itself stays as it is. */
const changesBy = <S>(
  projection: Projection<S>,
  table: ReadModelTable,
  events: ReadonlyArray<RecordedEvent>,
): ReadModelTable => {
  const changes = { ...emptyTable(), checkpoint: table.checkpoint };
  for (const event of events) {
    const { stream, revision, position } = event;
    if (!isAfter(position, changes.checkpoint)) continue;
    changes.checkpoint = position;
    const standsStill = table.quarantine.has(stream) || changes.quarantine.has(stream);
    if (standsStill || !stream.startsWith(projection.prefix)) continue;
    const before = changes.rows.get(stream) ?? table.rows.get(stream);
    const next = (before?.revision ?? -1) + 1;
    const outcome =
      revision === next
        ? projection.apply(before && toRow<S>(before).row, event)
        : { quarantine: `revision ${next.toString()} is missing before it` };
    if ('quarantine' in outcome) {
      changes.quarantine.set(stream, { stream, revision, position, reason: outcome.quarantine });
    } else {
      changes.rows.set(stream, { stream, revision, position, text: JSON.stringify(outcome.row) });
      addKeys(changes, stream, outcome.keys);
    }
  }
  return changes;
};

const commit = (table: ReadModelTable, changes: ReadModelTable): void => {
  for (const [stream, row] of changes.rows) table.rows.set(stream, row);
  for (const [key, streams] of changes.keys)
    for (const stream of streams) addKeys(table, stream, [key]);
  for (const [stream, event] of changes.quarantine) table.quarantine.set(stream, event);
  table.checkpoint = changes.checkpoint;
};

/** The streams whose rows are not what the fold says they are at the old table's checkpoint. */
const differingStreams = (old: ReadModelTable, fresh: ReadModelTable): ReadonlyArray<StreamName> =>
  Array.from(new Set([...old.rows.keys(), ...fresh.rows.keys()])).filter((stream) => {
    const was = old.rows.get(stream);
    const is = fresh.rows.get(stream);
    if (is !== undefined && isAfter(is.position, old.checkpoint)) return false;
    return was?.revision !== is?.revision || was?.text !== is?.text;
  });

const byName = (one: StreamName, other: StreamName): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

const latest = <S>(rows: ReadonlyArray<StoredRow>, limit: number): ReadonlyArray<ReadModelRow<S>> =>
  rows
    .toSorted((a, b) => (a.position < b.position ? 1 : -1))
    .slice(0, limit)
    .map((row) => toRow<S>(row));

/**
 * Opens a read model in memory. What is in the memory outlives it, so that a model can be opened on
 * it again; a projection of another version starts from nothing.
 */
export const inMemoryReadModel = <S>(
  projection: Projection<S>,
  memory: ReadModelMemory = new Map(),
): ReadModel<S> => {
  const key = JSON.stringify([projection.name, projection.version]);
  const table = memory.get(key) ?? emptyTable();
  memory.set(key, table);
  const moved = createBell();
  /** What was applied while a rebuild goes on, for each rebuild. */
  const meantime = new Set<Array<RecordedEvent>>();

  return {
    checkpoint: () => table.checkpoint,
    apply: (events, checkpoint) => {
      const changes = changesBy(projection, table, events);
      changes.checkpoint = later(changes.checkpoint, checkpoint);
      commit(table, changes);
      for (const kept of meantime) kept.push(...events);
      moved.ring();
      return Array.from(changes.quarantine.values());
    },
    get: (stream) => {
      const row = table.rows.get(stream);
      return row && toRow(row);
    },
    recent: (limit) => latest(Array.from(table.rows.values()), limit),
    rows: ({ after = '', limit }) =>
      Array.from(table.rows.values())
        .filter(({ stream }) => byName(stream, after) > 0)
        .toSorted((a, b) => byName(a.stream, b.stream))
        .slice(0, limit)
        .map((row) => toRow(row)),
    find: (key, limit) => {
      const streams = Array.from(table.keys.get(key) ?? []);
      return latest(
        streams.flatMap((stream) => table.rows.get(stream) ?? []),
        limit,
      );
    },
    quarantined: () => Array.from(table.quarantine.values()),
    waitFor: async (position, timeoutMs) => {
      const timeout = new AbortController();
      const timer = setTimeout(() => {
        timeout.abort();
      }, timeoutMs);
      try {
        while (isAfter(position, table.checkpoint)) {
          if (timeout.signal.aborted) return false;
          await moved.heard(timeout.signal);
        }
        return true;
      } finally {
        clearTimeout(timer);
      }
    },
    rebuild: async (events) => {
      const kept: Array<RecordedEvent> = [];
      meantime.add(kept);
      try {
        const fresh = emptyTable();
        let count = 0;
        for await (const event of events) {
          commit(fresh, changesBy(projection, fresh, [event]));
          count += 1;
        }
        commit(fresh, changesBy(projection, fresh, kept));
        const differing = differingStreams(table, fresh);
        Object.assign(table, fresh, { checkpoint: later(fresh.checkpoint, table.checkpoint) });
        moved.ring();
        return { events: count, differing };
      } finally {
        meantime.delete(kept);
      }
    },
  };
};
