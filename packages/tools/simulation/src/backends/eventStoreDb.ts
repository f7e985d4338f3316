import {
  ORDER_STREAM_PREFIX,
  orderStream,
  type RecordedEvent,
  type RetryPolicy,
} from '@facture/contract';
import { eventStoreDb } from '@facture/eventstoredb';
import { openInProcess, type InProcessServer } from '@facture/standin';

import { createNetwork } from '../unreliableStore';
import { timeIn, type World } from '../world';
import type { Backend, Change } from './backend';
import { settled } from './settled';
import { unreliableCalls } from './unreliableCalls';

type StoredEvent = InProcessServer['events'][number];

/** The data of an event of a claim. */
interface Claim {
  readonly key: string;
  readonly holder: string;
}

const decoder = new TextDecoder();
const IMPATIENT: RetryPolicy = { attempts: 3, baseMs: 5, maxMs: 100 };
const VERSION = /^\{"\$schemaVersion":(\d+)/;

const asRecorded = ({
  stream,
  revision,
  position,
  event,
  createdMs,
}: StoredEvent): RecordedEvent => {
  const metadata = decoder.decode(event.metadata);
  return {
    id: event.id,
    type: event.type,
    schemaVersion: Number(VERSION.exec(metadata)?.[1]),
    data: decoder.decode(event.data),
    metadata,
    stream,
    revision: Number(revision),
    position,
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
  return {
    connect: (process) =>
      change(
        eventStoreDb(unreliableCalls(world, process, network, server), {
          space: '',
          retry: IMPATIENT,
          timeoutMs: 10_000,
          maxAppendBytes: 2 ** 20,
          newId,
          now: () => timeIn(world),
          random: world.chance.fraction,
          sleep: (ms, signal) => process.alive(world.schedule.sleep(ms, signal)),
        }),
      ),
    news: () => {
      const news = server.events.slice(told);
      told = server.events.length;
      return news.filter(({ stream }) => stream.startsWith(ORDER_STREAM_PREFIX)).map(asRecorded);
    },
    wasClaimed: (orderId, invoiceNumber) =>
      server.events.some(({ stream, event }) => {
        if (!stream.startsWith('claim-')) return false;
        const claim = JSON.parse(decoder.decode(event.data)) as Claim;
        const isSameNumber = claim.key.endsWith(`,${JSON.stringify(invoiceNumber)}]`);
        return isSameNumber && claim.holder === orderStream(orderId);
      }),
    settle: settled,
    close: () => Promise.resolve(),
  };
};
