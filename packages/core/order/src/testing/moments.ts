import * as E from 'fp-ts/Either';

import type { Story } from '../arbitraries';
import type { OrderCommand } from '../commands';
import type { OrderEvent } from '../events';
import { decide, replay, type Decision } from '../order';
import type { OrderState, PlacedOrder } from '../state';
import { slowOrder } from './slowOrder';

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
  for (const command of commands) {
    const state = replay(before);
    const decision = decide(command, state);
    moments.push({ command, before, state, decision });
    before = [...before, ...eventsOf(decision)];
  }
  return moments;
};

/** Every state that a history goes through, with the events up to there. */
export const prefixesOf = (events: ReadonlyArray<OrderEvent>) =>
  events.map((_, index) => {
    const prefix = events.slice(0, index + 1);
    const order = slowOrder(prefix);
    if (order === undefined) throw new Error('no order');
    return { slow: order, state: placedIn(replay(prefix)) };
  });
