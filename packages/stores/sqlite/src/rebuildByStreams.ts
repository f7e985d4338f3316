import { StoreReadError } from '@facture/contract';

import type { EventReader } from './eventReader';
import type { FoldedStreams } from './foldStreams';
import type { Model } from './modelTables';
import { orThrow } from './sqliteFailure';
import type { StreamRange, StreamReader } from './streamReader';
import { foldFile, swapModels, type Rebuilt, type Swapping } from './swapModels';

/** What rebuilding a read model from the events of its own file needs. */
export interface RebuildingByStreams<S> extends Swapping<S> {
  readonly reader: EventReader;
  readonly streams: StreamReader;
  /** Folds a range, here or elsewhere. */
  readonly fold: (range: StreamRange) => Promise<FoldedStreams>;
  /** How many ranges are folded at a time. */
  readonly atOnce: number;
  /** About how many events are in a range. */
  readonly batchSize: number;
  /** Told after each range how many events are folded by then. */
  readonly onProgress: (events: number) => void;
}

/**
 * Makes a read model anew, stream by stream. A row is made and written once, however many events its
 * stream has, and streams may be folded in several threads, as they have nothing to do with each other.
 */
export const rebuildByStreams = <S>(rebuilding: RebuildingByStreams<S>): Promise<Rebuilt> => {
  const { tables, projection, write, reader, streams, fold, atOnce, batchSize, onProgress } =
    rebuilding;

  const keep = (model: Model, { rows, keys, quarantined }: FoldedStreams): void => {
    if (!tables.moveCheckpoint(model, model.checkpoint))
      throw new StoreReadError('Unavailable', 'another rebuild has replaced this read model');
    for (const row of rows) tables.writeRow(model, row);
    for (const [key, stream] of keys) tables.writeKey(model, key, stream);
    for (const event of quarantined) tables.quarantine(model, event);
  };

  return swapModels(
    rebuilding,
    async (empty) => {
      const checkpoint = orThrow(reader.head());
      if (checkpoint === undefined) return { events: 0, filled: empty };
      const ranges = streams.ranges(projection.prefix, checkpoint, batchSize)[Symbol.iterator]();
      let events = 0;
      // All take from the same ranges, and whoever fails ends them.
      const foldRanges = async (): Promise<void> => {
        for (const range of { [Symbol.iterator]: () => ranges }) {
          const folded = await fold(range);
          write(() => {
            keep(empty, folded);
          });
          events += folded.events;
          onProgress(events);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, foldRanges));
      const filled = { ...empty, checkpoint };
      write(() => {
        keep(filled, { events: 0, rows: [], keys: [], quarantined: [] });
      });
      return { events, filled };
    },
    (filled, live) => foldFile(rebuilding)(reader, filled, live.checkpoint),
  );
};
