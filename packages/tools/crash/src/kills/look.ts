import type { RecordedEvent } from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { openSealedLog, openSqliteStore, sealedLogFile, type SqliteStore } from '@facture/sqlite';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { checkpointsOf, forkInLog } from '../forkInLog';
import { notBeginning, plain } from '../histories';
import { opened } from '../opened';
import { doubled, lost, wrongTable, wrongTotals, type Acknowledged } from './oracle';
import { openOwnTable } from './ownTable';

/** A place where processes work, and what they told of it. */
export interface Scene {
  readonly data: string;
  readonly tableFile: string;
  readonly acknowledged: Array<Acknowledged>;
  /** The checkpoints that somebody was told of, in order. */
  readonly notes: Array<string>;
  /** What was there the last time. It never changes. */
  events: ReadonlyArray<RecordedEvent>;
}

/** Makes the place of a round in a directory. */
export const newScene = (directory: string): Scene => {
  const data = join(directory, 'data');
  mkdirSync(data, { recursive: true });
  return { data, tableFile: join(directory, 'table.db'), acknowledged: [], notes: [], events: [] };
};

/** The file of events of a scene. */
export const storeFileOf = ({ data }: Pick<Scene, 'data'>): string => join(data, 'facture.db');

const readAll = async (store: SqliteStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: Array<RecordedEvent> = [];
  for await (const event of store.readAll()) events.push(plain(event));
  return events;
};

const lookAtLog = ({ data, notes }: Scene) => {
  const file = sealedLogFile(data);
  if (!existsSync(file)) return undefined;
  const log = opened(openSealedLog({ file }));
  const told = [...notes];
  const checkpoints = checkpointsOf(log);
  const kept = new Set(checkpoints.map(({ note }) => note));
  return {
    missing: told.find((note) => !kept.has(note)),
    fork: (events: ReadonlyArray<RecordedEvent>) => forkInLog(log, checkpoints, events),
    close: log.close,
  };
};

const lookAtTable = ({ tableFile }: Scene) => {
  const table = openOwnTable(tableFile);
  const content = table.content();
  table.close();
  return content;
};

/**
 * Looks at everything in a scene and says what may not be; undefined when all is right. While the
 * writer lives its totals are left alone, since they change between one look and the next.
 */
export const look = async (scene: Scene, isWriting: boolean): Promise<string | undefined> => {
  // What is looked at first must be in the events, which are read last.
  const acknowledged = [...scene.acknowledged];
  const table = lookAtTable(scene);
  const log = lookAtLog(scene);
  const store = opened(
    openSqliteStore({ file: storeFileOf(scene), now: () => new Date(), readOnly: isWriting }),
  );
  try {
    const events = await readAll(store);
    const before = scene.events;
    scene.events = events;
    const changed = notBeginning(before, events);
    return (
      (changed === undefined ? undefined : `changed: ${changed}`) ??
      lost(acknowledged, events) ??
      doubled(events) ??
      (isWriting ? undefined : wrongTotals(store.openReadModel(orderSummaryProjection), events)) ??
      (log?.missing === undefined ? undefined : `lost: the checkpoint ${log.missing}`) ??
      log?.fork(events) ??
      wrongTable(table, events)
    );
  } finally {
    log?.close();
    await store.close();
  }
};

/** Brings totals up to date and folds them anew. Says what may not be. */
export const lookAtTotals = async (scene: Scene): Promise<string | undefined> => {
  const store = opened(openSqliteStore({ file: storeFileOf(scene), now: () => new Date() }));
  try {
    const events = await readAll(store);
    const model = store.openReadModel(orderSummaryProjection);
    const checkpoint = model.checkpoint() ?? 0n;
    model.apply(events.filter(({ position }) => position > checkpoint));
    const wrong = wrongTotals(model, events);
    if (wrong !== undefined) return wrong;
    const { differing } = await model.rebuild(store.readAll());
    return differing.length === 0 ? undefined : `a rebuild differs in ${differing.join(', ')}`;
  } finally {
    await store.close();
  }
};
