import * as E from 'fp-ts/Either';

import type { Story } from '../arbitraries';
import type { OrderCommand } from '../commands';
import type { OrderEvent } from '../events';
import { decide, evolve, type Decision } from '../order';
import { initialState, type OrderState, type PlacedOrder } from '../state';
import { slowOrder, type SlowOrder } from './slowOrder';

export const placedIn = (state: OrderState): PlacedOrder => {
  if (state.type === 'NoOrder') throw new Error('no order');
  return state;
};

export const eventsOf = (decision: Decision): ReadonlyArray<OrderEvent> =>
  E.isRight(decision) ? decision.right : [];

/** A command of a story with the history that it met. */
export interface Moment {
  readonly command: OrderCommand;
  readonly before: ReadonlyArray<OrderEvent>;
  readonly state: OrderState;
  readonly decision: Decision;
}

export const momentsOf = ({ commands }: Story): ReadonlyArray<Moment> => {
  const moments: Array<Moment> = [];
  let before: ReadonlyArray<OrderEvent> = [];
  let state = initialState;
  for (const command of commands) {
    const decision = decide(command, state);
    moments.push({ command, before, state, decision });
    before = [...before, ...eventsOf(decision)];
    state = eventsOf(decision).reduce(evolve, state);
  }
  return moments;
};

/** A revision of an order, and the documents up to there. */
export interface Prefix {
  readonly slow: SlowOrder;
  readonly state: PlacedOrder;
}

/** Every revision that a history goes through. */
export const prefixesOf = (events: ReadonlyArray<OrderEvent>): ReadonlyArray<Prefix> => {
  let state = initialState;
  return events.map((event, index) => {
    state = evolve(state, event);
    const slow = slowOrder(events.slice(0, index + 1));
    if (slow === undefined) throw new Error('no order');
    return { slow, state: placedIn(state) };
  });
};
