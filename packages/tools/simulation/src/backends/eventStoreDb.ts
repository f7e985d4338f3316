import {
  ORDER_STREAM_PREFIX,
  orderStream,
  type ClaimKey,
  type EventStore,
  type Patience,
  type RecordedEvent,
  type RetryPolicy,
  type StreamName,
} from '@facture/contract';
import { eventStoreDb, type Calls } from '@facture/eventstoredb';
import type { InvoiceNumber, OrderId } from '@facture/order';
import { openInProcess, type InProcessServer } from '@facture/standin';

import { createNetwork } from '../unreliableStore';
import { timeIn, type World } from '../world';
import type { Backend, Change } from './backend';
import { settled } from './settled';
import { reliableCalls, unreliableCalls } from './unreliableCalls';

type StoredEvent = InProcessServer['events'][number];

/** The data of an event of a claim. */
interface Claim {
  readonly key: string;
  readonly holder: string;
}

const decoder = new TextDecoder();
const IMPATIENT: RetryPolicy = { attempts: 3, baseMs: 5, maxMs: 100 };
const VERSION = /^\{"\$schemaVersion":(\d+),/;

/** An event as the adapter has to give it, worked out here once more. */
const asRecorded = ({
  stream,
  revision,
  position,
  event,
  createdMs,
}: StoredEvent): RecordedEvent => {
  const metadata = decoder.decode(event.metadata);
  const [start = '{', version] = VERSION.exec(metadata) ?? [];
  return {
    id: event.id,
    type: event.type,
    schemaVersion: Number(version),
    data: decoder.decode(event.data),
    metadata: `{${metadata.slice(start.length)}`,
    stream,
    revision: Number(revision),
    // Where it begins in the log of the server, and where its transaction does: the same place.
    position: (position << 64n) | position,
    recordedAt: new Date(createdMs).toISOString(),
  };
};

/** The adapter for EventStoreDB, over the stand-in's logic: each call of the client goes wrong. */
export const eventStoreDbBackend = (world: World, change: Change): Backend => {
  const server = openInProcess({ now: () => timeIn(world) });
  const network = createNetwork(world);
  let ids = 0;
  let told = 0;
  const newId = () => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const adapter = (calls: Calls, sleep: Patience['sleep']): EventStore =>
    eventStoreDb(calls, {
      space: '',
      retry: IMPATIENT,
      timeoutMs: 10_000,
      maxAppendBytes: 2 ** 20,
      newId,
      now: () => timeIn(world),
      random: world.chance.fraction,
      sleep,
    });
  const holders = new Map<ClaimKey, StreamName>();
  const ever = new Set<string>();
  const claimOf = (orderId: OrderId, invoiceNumber: InvoiceNumber) =>
    JSON.stringify([orderStream(orderId), invoiceNumber]);

  const noteClaim = ({ event }: StoredEvent): void => {
    const { key, holder } = JSON.parse(decoder.decode(event.data)) as Claim;
    if (event.type === 'Claimed') holders.set(key, holder);
    else holders.delete(key);
    const parts = JSON.parse(key) as ReadonlyArray<string>;
    ever.add(JSON.stringify([holder, parts.at(-1)]));
  };
  return {
    connect: (process) =>
      change(
        adapter(unreliableCalls(world, process, network, server), (ms, signal) =>
          process.alive(world.schedule.sleep(ms, signal)),
        ),
      ),
    news: () => {
      const news = server.events.slice(told);
      told = server.events.length;
      for (const event of news) if (event.stream.startsWith('claim-')) noteClaim(event);
      return news.filter(({ stream }) => stream.startsWith(ORDER_STREAM_PREFIX)).map(asRecorded);
    },
    holderOf: (key) => holders.get(key),
    wasClaimed: (orderId, invoiceNumber) => ever.has(claimOf(orderId, invoiceNumber)),
    reopen: () => Promise.resolve(adapter(reliableCalls(server), () => Promise.resolve())),
    settle: settled,
    close: () => Promise.resolve(),
  };
};
