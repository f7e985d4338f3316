import type { Position, ReadModel, RecordedEvent } from '@facture/contract';

import type { EventReader } from './eventReader';
import { foldInto, later } from './foldInto';
import { foldFile, swapModels, type Swapping } from './swapModels';

/** What rebuilding a read model needs. */
export interface Rebuilding<S> extends Swapping<S> {
  readonly reader: EventReader | undefined;
}

const BATCH = 256;

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
 * Makes rebuilds: events are folded in batches into a model beside the live one. What was applied to
 * the live one in the meantime is folded in at the end: from the events of this file, as other
 * processes apply too, and from what came by `applied`, as events need not be of this file. Where they
 * are not, what other processes applied is left to them: they find the model at an earlier checkpoint,
 * and go on from there.
 */
export const createRebuilder = <S>(rebuilding: Rebuilding<S>): Rebuilder<S> => {
  const { tables, projection, reader, write } = rebuilding;
  const fold = foldInto(tables, projection);
  const rebuilds = new Set<Meantime>();

  const rebuild: ReadModel<S>['rebuild'] = async (events) => {
    const meantime: Meantime = { events: [], upTo: undefined };
    try {
      return await swapModels(
        rebuilding,
        async (empty) => {
          meantime.upTo = write(() => tables.live()?.checkpoint);
          rebuilds.add(meantime);
          let [filled, count, batch] = [empty, 0, new Array<RecordedEvent>()];
          const foldBatch = () => {
            filled = write(() => fold(filled, batch).model);
            count += batch.length;
            batch = [];
          };
          for await (const event of events) if (batch.push(event) >= BATCH) foldBatch();
          foldBatch();
          return { events: count, filled };
        },
        (filled, live) => {
          if (reader === undefined) return fold(filled, meantime.events, meantime.upTo).model;
          const caughtUp = foldFile(rebuilding)(reader, filled, live.checkpoint);
          return fold(caughtUp, meantime.events, live.checkpoint).model;
        },
      );
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
