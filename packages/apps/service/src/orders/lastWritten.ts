import type { EventStore, Position } from '@facture/contract';

/** Knows how far a reading must have come to show what was written. */
export interface LastWritten {
  /** Notes that a client was told of this position. */
  readonly note: (position: Position | undefined) => void;
  readonly position: () => Promise<Position | undefined>;
}

/** Whatever was written, by whichever process: for a store that is asked at no cost. */
export const writtenByAnybody = (store: EventStore): LastWritten => ({
  note: () => undefined,
  position: store.head,
});

/** What this service has told of: for a store that readings are to spare, and that may be away. */
export const writtenHere = (): LastWritten => {
  let last: Position | undefined;
  return {
    note: (position) => {
      if (position !== undefined && (last === undefined || position > last)) last = position;
    },
    position: () => Promise.resolve(last),
  };
};
