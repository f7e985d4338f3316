import type { Position, Projection, ReadModel, RecordedEvent } from '@facture/contract';

import type { EventReader } from './eventReader';
import { foldInto, later } from './foldInto';
import type { Model, ModelTables } from './modelTables';
import { attempt } from './sqliteFailure';

/** What rebuilding a read model needs. */
export interface Rebuilding<S> {
  readonly tables: ModelTables;
  readonly projection: Projection<S>;
  readonly reader: EventReader | undefined;
  /** Runs a body in one transaction of its own, and throws when that fails. */
  readonly write: <A>(body: () => A) => A;
}

const BATCH = 256;
const BEFORE_ALL: Position = 0n;

/** Rebuilds a read model, and is told what is applied to it in the meantime. */
export interface Rebuilder<S> {
  readonly rebuild: ReadModel<S>['rebuild'];
  readonly applied: (events: ReadonlyArray<RecordedEvent>, upTo: Position | undefined) => void;
}

/** What was applied while a rebuild goes on, by this process. */
interface Meantime {
  readonly events: Array<RecordedEvent>;
  /** The place up to which all events are among those that are rebuilt from, or these. */
  upTo: Position | undefined;
}

/**
 * Makes rebuilds: events are folded into a model beside the live one, in batches, and the two are
 * swapped in one transaction. What was applied to the live one in the meantime is folded in there:
 * from the events of this file, as other processes apply too, and from what came by `applied`, as
 * events need not be of this file. Where they are not, what other processes applied is left to them:
 * they find the model at an earlier checkpoint, and go on from there.
 */
export const createRebuilder = <S>(rebuilding: Rebuilding<S>): Rebuilder<S> => {
  const { tables, projection, reader, write } = rebuilding;
  const fold = foldInto(tables, projection);
  const rebuilds = new Set<Meantime>();

  const rebuild: ReadModel<S>['rebuild'] = async (events) => {
    const meantime: Meantime = { events: [], upTo: undefined };
    let fresh = write(() => {
      meantime.upTo = tables.live()?.checkpoint;
      return tables.create('beside');
    });
    rebuilds.add(meantime);
    let count = 0;

    const foldBatch = (batch: ReadonlyArray<RecordedEvent>) => {
      fresh = write(() => fold(fresh, batch).model);
      count += batch.length;
    };
    const catchUpByFile = (file: EventReader, upTo: Position) => {
      let isLast = false;
      while (!isLast) {
        const page = file.ofAll(fresh.checkpoint ?? BEFORE_ALL, upTo, projection.prefix, BATCH);
        fresh = fold(fresh, page.items).model;
        isLast = page.isLast;
      }
    };
    const catchUpWith = (live: Model) => {
      if (reader !== undefined) {
        catchUpByFile(reader, live.checkpoint ?? BEFORE_ALL);
        meantime.upTo = live.checkpoint;
      }
      fresh = fold(fresh, meantime.events, meantime.upTo).model;
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
      rebuilds.delete(meantime);
    }
  };

  return {
    rebuild,
    applied: (events, upTo) => {
      for (const meantime of rebuilds) {
        meantime.events.push(...events);
        meantime.upTo = later(meantime.upTo, upTo);
      }
    },
  };
};
