import type { Position, Projection, ReadModel, RecordedEvent } from '@facture/contract';

import type { EventReader } from './eventReader';
import { foldInto } from './foldInto';
import type { Model, ModelTables } from './modelTables';
import { attempt } from './sqliteFailure';

/** What rebuilding a read model needs. */
export interface Rebuilding<S> {
  readonly tables: ModelTables;
  readonly projection: Projection<S>;
  readonly reader: EventReader;
  /** Runs a body in one transaction of its own, and throws when that fails. */
  readonly write: <A>(body: () => A) => A;
}

const BATCH = 256;
const BEFORE_ALL: Position = 0n;

/** Rebuilds a read model, and is told what is applied to it in the meantime. */
export interface Rebuilder<S> {
  readonly rebuild: ReadModel<S>['rebuild'];
  readonly applied: (events: ReadonlyArray<RecordedEvent>) => void;
}

/**
 * Makes rebuilds: events are folded into a model beside the live one, in batches, and the two are
 * swapped in one transaction. What was applied to the live one in the meantime is folded in there:
 * from the events of this file, as other processes apply too, and from what came by `applied`, as
 * events need not be of this file.
 */
export const createRebuilder = <S>(rebuilding: Rebuilding<S>): Rebuilder<S> => {
  const { tables, projection, reader, write } = rebuilding;
  const fold = foldInto(tables, projection);
  const meantime = new Set<Array<RecordedEvent>>();

  const rebuild: ReadModel<S>['rebuild'] = async (events) => {
    const applied: Array<RecordedEvent> = [];
    meantime.add(applied);
    let fresh = write(() => tables.create('beside'));
    let count = 0;

    const foldBatch = (batch: ReadonlyArray<RecordedEvent>) => {
      fresh = write(() => fold(fresh, batch).model);
      count += batch.length;
    };
    const catchUpWith = (live: Model) => {
      let isLast = false;
      while (!isLast) {
        const from = fresh.checkpoint ?? BEFORE_ALL;
        const page = reader.ofAll(from, live.checkpoint ?? BEFORE_ALL, projection.prefix, BATCH);
        fresh = fold(fresh, page.items).model;
        isLast = page.isLast;
      }
      fresh = fold(fresh, applied, live.checkpoint).model;
    };
    const swap = () => {
      const live = tables.live();
      if (live !== undefined) catchUpWith(live);
      const differing = live === undefined ? [] : tables.differing(live, fresh);
      tables.swap(fresh);
      return differing;
    };

    try {
      let batch: Array<RecordedEvent> = [];
      for await (const event of events) {
        if (batch.push(event) < BATCH) continue;
        foldBatch(batch);
        batch = [];
      }
      foldBatch(batch);
      return { events: count, differing: write(swap) };
    } catch (thrown) {
      attempt(() => {
        write(() => {
          tables.remove(fresh);
        });
      });
      throw thrown;
    } finally {
      meantime.delete(applied);
    }
  };

  return {
    rebuild,
    applied: (events) => {
      for (const kept of meantime) kept.push(...events);
    },
  };
};
