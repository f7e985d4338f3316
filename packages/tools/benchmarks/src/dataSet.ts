import type { EventStore } from '@facture/contract';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';

import { appendTo } from './appendTo';
import { mixedAppends, take, type Append } from './workload';

/** Every figure is taken on the same orders. */
export const SEED = 20_260_131;

/** How many appends are made, joined and handed over at once. */
const AT_ONCE = 8_192;

const join = (earlier: Append | undefined, later: Append): Append =>
  earlier === undefined
    ? later
    : {
        ...earlier,
        events: RNEA.concat(later.events)(earlier.events),
        claims: [...earlier.claims, ...later.claims],
      };

/** Joins the appends to each stream into one, which makes the same events in fewer steps. */
const joined = (appends: ReadonlyArray<Append>): ReadonlyArray<Append> => {
  const byStream = new Map<string, Append>();
  for (const append of appends) {
    const { stream } = append;
    byStream.set(stream, join(byStream.get(stream), append));
  }
  return Array.from(byStream.values());
};

/** Appends at least so many events of a workload to a store, in few transactions. */
export const fillFrom = async (
  workload: Generator<Append, never>,
  store: EventStore,
  events: number,
  onProgress: (filled: number) => void,
): Promise<void> => {
  let filled = 0;
  while (filled < events) {
    // An append has one event at least.
    const appends = take(workload, Math.min(AT_ONCE, events - filled));
    await Promise.all(joined(appends).map(appendTo(store)));
    filled += appends.reduce((sum, append) => sum + append.events.length, 0);
    onProgress(filled);
  }
};

/** Fills an empty store with at least so many events. */
export const fill = (
  store: EventStore,
  events: number,
  onProgress: (filled: number) => void,
): Promise<void> => fillFrom(mixedAppends(SEED), store, events, onProgress);
