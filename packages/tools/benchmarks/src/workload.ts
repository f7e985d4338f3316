import { orderStream, revisionOf, type EventStore, type EventToAppend } from '@facture/contract';
import {
  claimsOf,
  decide,
  encodeEvent,
  evolve,
  initialState,
  type OrderCommand,
  type OrderEvent,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';

import { orderLife } from './orderLife';
import { seededRandom, type SeededRandom } from './seededRandom';

/** Within what the benchmarks' invoice numbers are unique. */
export const SCOPE = 'seller';

/** How many orders are under way at any time, and how many clients append at once. */
export const CLIENTS = 64;

/** What one command comes to: the arguments of one append. */
export interface Append {
  readonly command: OrderCommand;
  readonly stream: string;
  readonly expected: Parameters<EventStore['append']>[1];
  readonly events: RNEA.ReadonlyNonEmptyArray<EventToAppend>;
  readonly claims: ReadonlyArray<string>;
}

const appendOf = (
  random: SeededRandom,
  command: OrderCommand,
  length: number,
  events: RNEA.ReadonlyNonEmptyArray<OrderEvent>,
): Append => {
  const { orderId, commandId } = command;
  const stream = orderStream(orderId);
  return {
    command,
    stream,
    expected: revisionOf(length),
    events: RNEA.map((event: OrderEvent) => ({
      ...encodeEvent(event),
      id: random.uuid(),
      metadata: JSON.stringify({ $correlationId: commandId, $causationId: commandId }),
    }))(events),
    claims: claimsOf(SCOPE)(events),
  };
};

/**
 * Lives the orders of one client, one after the other and without end, and decides each command by
 * the real core. The same seed and client give the same bytes.
 */
export function* clientAppends(seed: number, client: number): Generator<Append, never> {
  const random = seededRandom(seed * CLIENTS + client);
  for (let order = 1; ; order++) {
    const life = orderLife(random, client, order);
    let state = initialState;
    let length = 0;
    for (let step = life.next(state); step.done !== true; step = life.next(state)) {
      const decision = decide(step.value, state);
      if (E.isLeft(decision)) throw new Error(JSON.stringify(decision.left));
      const events = decision.right;
      if (!RA.isNonEmpty(events)) continue;
      yield appendOf(random, step.value, length, events);
      state = events.reduce(evolve, state);
      length += events.length;
    }
  }
}

/** Mixes the orders of all clients as they would arrive: {@link CLIENTS} are under way at any time. */
export function* mixedAppends(seed: number): Generator<Append, never> {
  const random = seededRandom(seed);
  const clients = Array.from({ length: CLIENTS }, (_, client) => clientAppends(seed, client));
  for (;;) {
    const append = clients[random.between(0, CLIENTS - 1)]?.next();
    if (append !== undefined) yield append.value;
  }
}

/** Takes the next so many. */
export const take = <A>(from: Generator<A, never>, count: number): ReadonlyArray<A> =>
  Array.from({ length: count }, () => from.next().value);
