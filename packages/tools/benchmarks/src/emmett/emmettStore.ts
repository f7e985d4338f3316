import type { RecordedEvent } from '@facture/contract';
import { evolve, initialState, type OrderEvent, type OrderState } from '@facture/order';

import type { Append } from '../workload';
import type { Emmett, EmmettConnection, EmmettEvent } from './contestants';

/** The arguments of one append to Emmett. */
export interface EmmettAppend {
  readonly stream: string;
  readonly events: ReadonlyArray<EmmettEvent>;
  readonly expectedStreamVersion: bigint;
}

/** Emmett on one file. Each answers how many events it was, where it answers. */
export interface EmmettStore {
  readonly append: (append: EmmettAppend) => Promise<void>;
  /** Aggregates orders one after the other, as one does who uses Emmett. */
  readonly replayOrders: (streams: ReadonlyArray<string>) => Promise<number>;
}

type Stored = Pick<RecordedEvent, 'type' | 'data' | 'metadata'>;

const emmettEvent = ({ type, data, metadata }: Stored): EmmettEvent => ({
  type,
  data: JSON.parse(data),
  metadata: JSON.parse(metadata),
});

/** Makes the objects that Emmett takes from the text that the store takes. */
export const emmettAppend = ({ stream, expected, events }: Append): EmmettAppend => ({
  stream,
  events: events.map(emmettEvent),
  expectedStreamVersion: expected === 'no-stream' ? 0n : BigInt(expected) + 1n,
});

/** Folds an event as it comes: whether it is one, Emmett leaves to its users. */
const fold = (state: OrderState, { type, data }: EmmettEvent): OrderState =>
  evolve(state, { type, data } as OrderEvent);

/** On a connection that is new it refuses an append now and then, and has rolled it back. */
const REPEATS = 10;

/** Opens Emmett on a file: with a connection for each call, as it comes, or with one that it keeps. */
export const openEmmett = (
  { getSQLiteEventStore }: Emmett,
  fileName: string,
  kept?: EmmettConnection,
): EmmettStore => {
  const { appendToStream, aggregateStream } = getSQLiteEventStore({
    fileName,
    ...(kept === undefined ? {} : { connectionOptions: { singleton: true, connection: kept } }),
  });
  return {
    append: async ({ stream, events, expectedStreamVersion }) => {
      const append = () => appendToStream(stream, events, { expectedStreamVersion });
      for (let left = REPEATS; left > 0; left--)
        try {
          await append();
          return;
        } catch (thrown) {
          if (!String(thrown).includes('SQLITE_BUSY')) throw thrown;
        }
      await append();
    },
    replayOrders: async (streams) => {
      let count = 0;
      const counted = (state: OrderState, event: EmmettEvent): OrderState => {
        count += 1;
        return fold(state, event);
      };
      for (const stream of streams)
        await aggregateStream(stream, { initialState: () => initialState, evolve: counted });
      return count;
    },
  };
};

/** How many events a page has: with more, or fewer, Emmett took longer. */
const PAGE = 1_000;

/** Reads all events by what is below Emmett's store, which it exports, and folds them. */
export const replayPages = async (
  { readMessagesBatch }: Emmett,
  connection: EmmettConnection,
): Promise<number> => {
  const orders = new Map<string, OrderState>();
  let count = 0;
  for (let after = 0n, left = true; left;) {
    const page = await readMessagesBatch(connection, { after, batchSize: PAGE });
    for (const event of page.messages) {
      const { streamName } = event.metadata;
      orders.set(streamName, fold(orders.get(streamName) ?? initialState, event));
    }
    count += page.messages.length;
    after = page.currentGlobalPosition;
    left = page.areEventsLeft;
  }
  return count;
};

/** How many events are copied at once. */
const COPIED_AT_ONCE = 8_192;

/** Appends to Emmett what a store recorded. The file may be lost until that is done. */
export const copyToEmmett = async (
  events: AsyncIterable<RecordedEvent>,
  store: EmmettStore,
  connection: EmmettConnection,
): Promise<void> => {
  let page = new Array<RecordedEvent>();
  const copyPage = async () => {
    for (const [stream, recorded] of Map.groupBy(page, (event) => event.stream))
      await store.append({
        stream,
        events: recorded.map(emmettEvent),
        expectedStreamVersion: BigInt(recorded[0]?.revision ?? 0),
      });
    page = [];
  };
  await connection.command('PRAGMA synchronous = OFF');
  for await (const event of events) {
    page.push(event);
    if (page.length === COPIED_AT_ONCE) await copyPage();
  }
  await copyPage();
  await connection.command('PRAGMA synchronous = FULL');
};

/** What the store promises, in SQLite's words. */
export const DURABLE = 'journal_mode wal, synchronous 2';

/** Ends the run unless what a connection commits is as durable as what the store answers. */
export const demandDurable = async (connection: EmmettConnection): Promise<void> => {
  // The connection says so itself, and does not wait for it.
  await connection.command('PRAGMA journal_mode = WAL');
  const pragma = async (name: string) =>
    `${name} ${String((await connection.querySingle(`PRAGMA ${name}`))?.[name])}`;
  const durability = `${await pragma('journal_mode')}, ${await pragma('synchronous')}`;
  if (durability !== DURABLE) throw new Error(`Emmett runs with ${durability}, not ${DURABLE}`);
};
