import { clientAppends, type Append } from '@facture/benchmarks/workload';
import type { ReadModel, RecordedEvent } from '@facture/contract';
import type { SealedCheckpoint } from '@facture/contract/sealing';
import { orderSummaryProjection, type OrderSummary } from '@facture/projections';
import {
  openSealedLog,
  openSqliteReadModels,
  openSqliteStore,
  sealedLogFile,
} from '@facture/sqlite';
import { cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { plain } from '../histories';
import { opened } from '../opened';
import { sealAll } from '../sealAll';

/** The files of a data directory that are damaged. */
export const FILES = ['facture.db', 'log.db', 'read-models.db'] as const;

/** One of the files of a data directory. */
export type SampleFile = (typeof FILES)[number];

/** How far a file's log had grown when so much was in the file for good. */
interface Commit {
  readonly walBytes: number;
  readonly count: number;
}

/** A data directory as a process leaves it that is killed: half of it is still in the logs. */
export interface Sample {
  readonly directory: string;
  readonly appends: ReadonlyArray<Append>;
  readonly events: ReadonlyArray<RecordedEvent>;
  readonly checkpoints: ReadonlyArray<SealedCheckpoint>;
  /** What was counted: events, checkpoints, or events that are in the totals. */
  readonly commits: Readonly<Record<SampleFile, ReadonlyArray<Commit>>>;
}

const AT = new Date('2026-01-31T12:00:00.000Z');
/** How many events are sealed in one transaction. */
export const SEALED_AT_ONCE = 4;

const FOLDED_AT_ONCE = 4;
const ORDER_CLIENTS = 4;

/** Orders that are under way at the same time, until there are so many events. */
const takeAppends = (seed: number, events: number): ReadonlyArray<Append> => {
  const clients = Array.from({ length: ORDER_CLIENTS }, (_, client) => clientAppends(seed, client));
  const appends: Array<Append> = [];
  for (let taken = 0; taken < events;) {
    for (const client of clients) {
      const { value } = client.next();
      appends.push(value);
      taken += value.events.length;
    }
  }
  return appends;
};

const walBytes = (file: string): number =>
  existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0;

/**
 * Writes a data directory in two halves. The first is in the files themselves, as they were closed
 * after it; the second is in their logs, as they were not.
 */
export const writeSample = async (
  directory: string,
  { seed, events: count }: { readonly seed: number; readonly events: number },
): Promise<Sample> => {
  const live = join(directory, 'live');
  const fileOf = (name: SampleFile) => join(live, name);
  const appends = takeAppends(seed, count);
  const half = Math.floor(appends.length / 2);
  const events: Array<RecordedEvent> = [];
  const checkpoints: Array<SealedCheckpoint> = [];
  const commits: Record<SampleFile, Array<Commit>> = {
    'facture.db': [],
    'log.db': [],
    'read-models.db': [],
  };
  const note = (name: SampleFile, counted: number) => {
    commits[name].push({ walBytes: walBytes(fileOf(name)), count: counted });
  };

  let applied = 0;

  const write = async (part: ReadonlyArray<Append>, onDone: () => void): Promise<void> => {
    const store = opened(openSqliteStore({ file: fileOf('facture.db'), now: () => AT }));
    const models = opened(openSqliteReadModels({ file: fileOf('read-models.db') }));
    // Keeps the log of the sealed log's file, which its owner would empty when closing it.
    const reader = opened(openSealedLog({ file: sealedLogFile(live) }));
    const beside = store.openReadModel(orderSummaryProjection);
    const apart: ReadModel<OrderSummary> = models.openReadModel(orderSummaryProjection);
    note('facture.db', events.length);
    note('read-models.db', applied);
    note('log.db', checkpoints.length);
    for (const { stream, expected, events: batch, claims } of part) {
      const outcome = await store.append(stream, expected, batch, { claims })();
      if (outcome.type !== 'Appended') throw new Error(JSON.stringify(outcome));
      for await (const event of store.readAll({ after: events.at(-1)?.position }))
        events.push(plain(event));
      note('facture.db', events.length);
      if (events.length - applied < FOLDED_AT_ONCE) continue;
      beside.apply(events.slice(applied));
      apart.apply(events.slice(applied));
      applied = events.length;
      note('facture.db', events.length);
      note('read-models.db', applied);
    }
    const refusal = await sealAll(store, live, {
      batchSize: SEALED_AT_ONCE,
      onSealed: (checkpoint) => {
        checkpoints.push(checkpoint);
        note('log.db', checkpoints.length);
      },
    });
    if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
    onDone();
    reader.close();
    models.close();
    await store.close();
  };

  await write(appends.slice(0, half), () => undefined);
  await write(appends.slice(half), () => {
    cpSync(live, join(directory, 'left'), { recursive: true });
  });
  // The last life wrote the logs; what was there before it is in the files.
  const ofLastLife = (all: ReadonlyArray<Commit>) =>
    all.slice(all.findLastIndex(({ walBytes: bytes }) => bytes === 0));
  return {
    directory: join(directory, 'left'),
    appends,
    events,
    checkpoints,
    commits: {
      'facture.db': ofLastLife(commits['facture.db']),
      'log.db': ofLastLife(commits['log.db']),
      'read-models.db': ofLastLife(commits['read-models.db']),
    },
  };
};
