import type { AddDocument, OrderCommand, OrderId, PlacedOrder } from '@facture/order';
import { anyAcceptedStory, type Story } from '@facture/order/arbitraries';
import * as fc from 'fast-check';

import type { EventStore } from '../eventStore';
import { loadOrder } from '../loadOrder';
import { handling, newStore, right } from './handling';

/** A store to which all commands of a story were sent, one after the other. */
export const told = async ({ commands }: Pick<Story, 'commands'>): Promise<EventStore> => {
  const store = newStore();
  for (const command of commands) await handling(store)(command);
  return store;
};

/** Whose story it is. */
export const orderIdOf = ({ commands: [placing] }: Pick<Story, 'commands'>): OrderId => {
  if (placing === undefined) throw new Error('a story begins with placing');
  return placing.orderId;
};

/** An order that was placed, as a store knows it. */
export const placedOrder = async (store: EventStore, orderId: OrderId): Promise<PlacedOrder> => {
  const { state } = await right(loadOrder(store)(orderId)());
  if (state.type === 'NoOrder') throw new Error('the order was not placed');
  return state;
};

/** Tells documents from other commands. */
const isDocument = (command: OrderCommand): command is AddDocument =>
  command.type === 'AddDocument';

/** Any story in which nothing is refused, and one of its documents. */
export const anyStoryWithDocument = () =>
  anyAcceptedStory()
    .filter(({ commands }) => commands.some(isDocument))
    .chain((story) =>
      fc.record({
        story: fc.constant(story),
        document: fc.constantFrom(...story.commands.filter(isDocument)),
      }),
    );
