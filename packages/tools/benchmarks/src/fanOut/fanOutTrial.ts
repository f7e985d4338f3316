import { setTimeout as wait } from 'node:timers/promises';

import type { EventStore } from '@facture/contract';

import { CREDENTIALS, type StartService } from './fanOutService';
import { withPosition, type Tally } from './frameReader';
import type { Receivers, Standing, Subscription } from './receivers';
import { sendEvents } from './sendEvents';

/** Who takes part in a trial of the fan-out. */
export interface FanOutTrial {
  readonly subscribers: number;
  readonly events: number;
  /** An empty directory. */
  readonly data: string;
  readonly startService: StartService;
  /** Opens the store that the service works on, to look into it. */
  readonly openStore: (data: string) => EventStore;
  readonly openReceivers: (subscription: Subscription) => Receivers;
  readonly tell: (standing: Standing, sent: number) => void;
}

/** What a trial came to. */
export interface FanOutOutcome {
  readonly subscribers: number;
  readonly events: number;
  /** How many subscribers got exactly the events of the store, in order and without a gap. */
  readonly complete: number;
  /** Whether all subscribers got the same bytes. */
  readonly isSame: boolean;
  readonly repeats: number;
  /** How often a subscriber came back: each must after the restart. */
  readonly returns: number;
  readonly seconds: number;
  /** Events × subscribers per second, from the first event sent to the last one received. */
  readonly perSecond: number;
  /** The most memory of the service before the restart and after it. */
  readonly peakRssMiB: ReadonlyArray<number>;
}

const LOOK_MS = 50;
// As long as anything arrives, it goes on.
const PATIENCE_MS = 30_000;

/** Shares of the events after which the rest of the subscribers join, from the beginning. */
const LATECOMERS = [0.1, 0.2, 0.3, 0.4];

/** What each must have got in the end. */
const tallyOfStore = async (store: EventStore) => {
  let events = 0;
  let positions = 0;
  for await (const { position } of store.readAll({ prefix: 'order-' })) {
    events += 1;
    positions = withPosition(positions, position.toString());
  }
  await store.close();
  return { events, positions };
};

/** Waits until everybody has got everything, or nothing more arrives. */
const untilAllGot = async (
  { subscribers, events, tell }: FanOutTrial,
  receivers: Receivers,
): Promise<Standing> => {
  let got = -1;
  let since = performance.now();
  for (;;) {
    const standing = receivers.standing();
    tell(standing, events);
    if (standing.events >= subscribers * events) return standing;
    if (standing.events > got) {
      got = standing.events;
      since = performance.now();
    } else if (performance.now() - since > PATIENCE_MS) return standing;
    await wait(LOOK_MS);
  }
};

/**
 * Sends events to a service and starts it anew halfway, while subscribers are told them: half of them
 * from the first event on, the others join on the way and catch up. Afterwards looks into the store
 * for what each must have got.
 */
export const tryFanOut = async (trial: FanOutTrial): Promise<FanOutOutcome> => {
  const { subscribers, events, data, startService, openStore, openReceivers, tell } = trial;
  let service = await startService(data, 0);
  const { url } = service;
  const peakRssMiB: Array<number> = [];
  const end = async () => {
    peakRssMiB.push((await service.end()).peakRssMiB);
  };
  const receivers = openReceivers({
    url: `${url}/api/subscriptions/totals`,
    headers: CREDENTIALS,
  });
  const startMs = performance.now();
  let standing: Standing;
  let seconds: number;
  try {
    const latecomers = Math.floor(subscribers / (2 * LATECOMERS.length));
    receivers.join(subscribers - LATECOMERS.length * latecomers);
    let restarting: Promise<void> | undefined;
    await sendEvents(url, events, (sent) => {
      tell(receivers.standing(), sent);
      for (const share of LATECOMERS)
        if (sent === Math.ceil(share * events)) receivers.join(latecomers);
      if (sent !== Math.ceil(events / 2)) return;
      restarting = (async () => {
        await end();
        service = await startService(data, Number(new URL(url).port));
      })();
      // Whoever waits for it is told of its failure.
      restarting.catch(() => undefined);
    });
    await restarting;
    standing = await untilAllGot(trial, receivers);
    seconds = (performance.now() - startMs) / 1_000;
  } finally {
    await receivers.leave();
    await end();
  }

  const { tallies, returns } = standing;
  const expected = await tallyOfStore(openStore(data));
  const isComplete = ({ tally }: { readonly tally: Tally }) =>
    tally.events === expected.events &&
    tally.positions === expected.positions &&
    tally.quarantined === 0;
  return {
    subscribers,
    events: expected.events,
    complete: tallies.filter(isComplete).reduce((sum, same) => sum + same.receivers, 0),
    isSame: new Set(tallies.map(({ tally }) => tally.bytes)).size === 1,
    repeats: tallies.reduce((sum, same) => sum + same.tally.repeats * same.receivers, 0),
    returns,
    seconds,
    perSecond: (expected.events * subscribers) / seconds,
    peakRssMiB,
  };
};
