import { orderStream, type RecordedEvent, type StreamName } from '@facture/contract';
import {
  evolve,
  initialState,
  type OrderEvent,
  type OrderId,
  type OrderState,
} from '@facture/order';

import type { Backend } from './backends/backend';
import { Violation, type Model } from './model';
import { readEvent } from './readEvent';
import { summaryOf } from './summaryOf';
import type { Trace } from './trace';

/** What is written of an order: its events as they are stored, what they say, and their fold. */
export interface WrittenOrder {
  readonly events: Array<RecordedEvent>;
  readonly history: Array<OrderEvent>;
  state: OrderState;
}

/** Sees what is really written, whatever processes are told. */
export interface Witness {
  /** Takes note of what was written since. Throws a `Violation` at what may not be. */
  readonly look: () => void;
  readonly orders: () => ReadonlyMap<StreamName, WrittenOrder>;
  /** How an order stands by now. */
  readonly stateOf: (orderId: OrderId) => OrderState;
  /** All events of orders, in the order of the store. */
  readonly written: () => ReadonlyArray<RecordedEvent>;
}

/** Makes a witness, who tells the model and the trace of each event. */
export const createWitness = (backend: Backend, model: Model, trace: Trace): Witness => {
  const orders = new Map<StreamName, WrittenOrder>();
  const written: Array<RecordedEvent> = [];

  const take = (recorded: RecordedEvent): void => {
    const { stream, revision, id, data } = recorded;
    const line = `written: ${stream} ${String(revision)} ${id} ${data}`;
    trace.tell(line, () => `written: ${stream} ${String(revision)} ${summaryOf(recorded)}`);
    const order = orders.get(stream) ?? { events: [], history: [], state: initialState };
    orders.set(stream, order);
    written.push(recorded);
    order.events.push(recorded);
    model.take(recorded);
    const event = readEvent(recorded);
    order.history.push(event);
    order.state = evolve(order.state, event);
  };

  return {
    written: () => written,
    look: () => {
      for (const event of backend.news()) take(event);
      for (const [key, stream] of model.claims())
        if (backend.holderOf(key) !== stream)
          throw new Violation(26, `${stream} stands on ${key}, and does not hold it`);
    },
    orders: () => orders,
    stateOf: (orderId) => orders.get(orderStream(orderId))?.state ?? initialState,
  };
};
