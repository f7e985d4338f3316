import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

import type { EventStore } from '@facture/contract';
import { sealStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

import { connectEvents } from './connect';
import type { SealingNews, SealingOptions } from './sealInThread';

const TAKE_OVER_MS = 5_000;

const tell = (news: SealingNews): void => {
  parentPort?.postMessage(news);
};

const stopping = new AbortController();
parentPort?.once('message', () => {
  stopping.abort();
});
const isStopped = () => stopping.signal.aborted;

const sleep = async (ms: number, signal = stopping.signal): Promise<void> => {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    // Waiting was cut short, as the signal asked.
  }
};

/** Seals until told to stop, or until that is forbidden. While another process seals, it waits. */
const sealOn = async (store: EventStore, { data, intervalMs }: SealingOptions): Promise<void> => {
  let isWaiting = false;
  while (!isStopped()) {
    const refusal = await sealStore(
      {
        store,
        data,
        ...(intervalMs === undefined ? {} : { intervalMs }),
        sleep,
        random: Math.random,
        onKey: (verifierKey) => {
          tell({ type: 'Sealing', verifierKey });
        },
        onSealed: ({ size }) => {
          tell({ type: 'Sealed', size });
        },
        onCaughtUp: () => {
          tell({ type: 'CaughtUp' });
        },
        onFailure: (thrown) => {
          tell({ type: 'Failed', reason: String(thrown) });
        },
      },
      stopping.signal,
    );
    if (refusal === undefined) return;
    const isElsewhere = refusal.type === 'SealedElsewhere';
    if (!isElsewhere || !isWaiting) tell({ type: 'NotSealing', refusal });
    if (!isElsewhere) return;
    isWaiting = true;
    await sleep(TAKE_OVER_MS);
  }
};

/** Opens the events that the settings name, to read them, and seals them. */
const run = async (options: SealingOptions): Promise<void> => {
  const { store, data } = options;
  const connected = connectEvents({ store, data, now: () => new Date(), readOnly: true });
  if (E.isLeft(connected)) {
    tell({ type: 'NotSealing', refusal: connected.left });
    return;
  }
  try {
    await sealOn(connected.right.events, options);
  } finally {
    await connected.right.close();
  }
};

void run(workerData as SealingOptions).finally(() => {
  parentPort?.close();
});
