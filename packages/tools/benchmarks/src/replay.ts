import type { EventStore, RecordedEvent, StreamName } from '@facture/contract';
import {
  decodeEvent,
  evolve,
  initialState,
  type OrderEvent,
  type OrderState,
} from '@facture/order';
import * as E from 'fp-ts/Either';

/**
 * How many orders are kept at hand. One that comes back after it was let go is read again. More of
 * them cost more than they spare: what is kept outlives the garbage that is cheap to clear away.
 */
const ORDERS_AT_HAND = 256;

const decoded = (recorded: RecordedEvent): OrderEvent => {
  const event = decodeEvent(recorded);
  if (E.isRight(event)) return event.right;
  throw new Error(`${recorded.stream} ${recorded.revision.toString()}: ${event.left.reason}`);
};

const stateBefore = async (
  store: EventStore,
  { stream, revision }: RecordedEvent,
): Promise<OrderState> => {
  let state = initialState;
  if (revision === 0) return state;
  for await (const recorded of store.read(stream)) {
    if (recorded.revision === revision) break;
    state = evolve(state, decoded(recorded));
  }
  return state;
};

/**
 * Reads all streams through the port, passes each event through its codec and folds it into its
 * order. Answers how many events there were. Memory is bounded, however many orders there are.
 */
export const replayStore = async (
  store: EventStore,
  onEvent: (count: number) => void = () => undefined,
): Promise<number> => {
  const orders = new Map<StreamName, OrderState>();
  let count = 0;
  for await (const recorded of store.readAll()) {
    const { stream } = recorded;
    const state = orders.get(stream) ?? (await stateBefore(store, recorded));
    orders.set(stream, evolve(state, decoded(recorded)));
    if (orders.size > ORDERS_AT_HAND) {
      const [oldest] = orders.keys();
      if (oldest !== undefined) orders.delete(oldest);
    }
    count += 1;
    onEvent(count);
  }
  return count;
};
