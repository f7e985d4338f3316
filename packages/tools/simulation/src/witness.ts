import { orderStream, type RecordedEvent, type StreamName } from '@facture/contract';
import { evolve, initialState, type OrderId, type OrderState } from '@facture/order';

import type { Backend } from './backends/backend';
import { readHistory } from './finalChecks';
import { Violation, type Model } from './model';
import { summaryOf } from './summaryOf';
import type { Trace } from './trace';

/** Sees what is really written, whatever processes are told. */
export interface Witness {
  /** Takes note of what was written since. Throws a `Violation` at what may not be. */
  readonly look: () => void;
  readonly histories: () => ReadonlyMap<StreamName, ReadonlyArray<RecordedEvent>>;
  /** How an order stands by now. */
  readonly stateOf: (orderId: OrderId) => OrderState;
  /** All events of orders, in the order of the store. */
  readonly written: () => ReadonlyArray<RecordedEvent>;
}

interface Known {
  readonly events: Array<RecordedEvent>;
  /** The fold of so many of the events. */
  readonly state: OrderState;
  readonly folded: number;
}

const unknown = (): Known => ({ events: [], state: initialState, folded: 0 });

/** Makes a witness, who tells the model and the trace of each event. */
export const createWitness = (backend: Backend, model: Model, trace: Trace): Witness => {
  const orders = new Map<StreamName, Known>();
  const written: Array<RecordedEvent> = [];
  return {
    written: () => written,
    look: () => {
      for (const event of backend.news()) {
        const { stream, revision, id, data } = event;
        const line = `written: ${stream} ${String(revision)} ${id} ${data}`;
        trace.tell(line, () => `written: ${stream} ${String(revision)} ${summaryOf(event)}`);
        const known = orders.get(stream) ?? unknown();
        known.events.push(event);
        orders.set(stream, known);
        written.push(event);
        model.take(event);
      }
      for (const [key, stream] of model.claims())
        if (backend.holderOf(key) !== stream)
          throw new Violation(26, `${stream} stands on ${key}, and does not hold it`);
    },
    histories: () => new Map(Array.from(orders, ([stream, { events }]) => [stream, events])),
    stateOf: (orderId) => {
      const stream = orderStream(orderId);
      const known = orders.get(stream) ?? unknown();
      const { events, folded } = known;
      const state = readHistory(events.slice(folded)).reduce(evolve, known.state);
      if (events.length > 0) orders.set(stream, { events, state, folded: events.length });
      return state;
    },
  };
};
