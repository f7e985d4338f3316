import type { Position, RecordedEvent, StreamName } from '../eventStore';
import type { Projection } from '../readModel';
import { anEvent } from './given';

/** The row of the suite's projection: what came, in order, and a text that must survive. */
export interface Tally {
  readonly ids: ReadonlyArray<string>;
  readonly text: string;
  readonly none: null;
}

/** The suite's projection, and what it refuses, writes and is found by: all may change under it. */
export interface TallyProjection {
  readonly projection: Projection<Tally>;
  refuse: (event: RecordedEvent) => boolean;
  keys: (event: RecordedEvent) => ReadonlyArray<string>;
  text: string;
}

/** Makes a projection that counts the events of streams called `order-…`. */
export const aTally = (version = 1): TallyProjection => {
  const tally: TallyProjection = {
    refuse: () => false,
    keys: () => [],
    text: 'é 🧾 "quoted"',
    projection: {
      name: 'tally',
      version,
      prefix: 'order-',
      apply: (row, event) =>
        tally.refuse(event)
          ? { quarantine: `no sense in ${event.id}` }
          : {
              row: { ids: [...(row?.ids ?? []), event.id], text: tally.text, none: null },
              keys: tally.keys(event),
            },
    },
  };
  return tally;
};

/** Makes a recorded event; its position says how late it is in the whole store. */
export const recorded = (
  stream: StreamName,
  revision: number,
  position: Position,
): RecordedEvent => ({
  ...anEvent(),
  stream,
  revision,
  position,
  recordedAt: '2026-01-31T12:00:00.000Z',
});

/** Makes the events of streams in turns, at every tenth position: positions may leave gaps. */
export const inTurns = (
  streams: ReadonlyArray<StreamName>,
  revisions: number,
): ReadonlyArray<RecordedEvent> =>
  Array.from({ length: revisions }, (_, revision) =>
    streams.map((stream, n) =>
      recorded(stream, revision, BigInt(10 * (revision * streams.length + n + 1))),
    ),
  ).flat();

/** Gives events as a store does. */
export async function* asReading(
  events: ReadonlyArray<RecordedEvent>,
): AsyncGenerator<RecordedEvent, void> {
  for (const event of events) yield await Promise.resolve(event);
}
