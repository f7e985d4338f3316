import {
  decide,
  evolve,
  initialState,
  type OrderCommand,
  type PlacedOrder,
  type PlaceOrder,
} from '@facture/order';

import { decodeDelivery } from '../delivery';
import { toAddDocument } from '../notification';
import { decodeOrderDocument, toPlaceOrder } from '../orderDocument';
import { decodeTracking, toUpdateTracking } from '../tracking';
import { documentOrder, notificationWith, right, sent, submission } from './documents';

/** Places an order and carries out what follows, each command accepted. */
export const orderAfter = (...commands: ReadonlyArray<OrderCommand>): PlacedOrder => {
  const state = commands.reduce(
    (before, command) => right(decide(command, before)).reduce(evolve, before),
    initialState,
  );
  if (state.type === 'PlacedOrder') return state;
  throw new Error('No order was placed.');
};

/** Places the document's order, with these changes. */
export const placing = (changes: object = {}): PlaceOrder =>
  toPlaceOrder(right(decodeOrderDocument(sent({ ...documentOrder, ...changes }))), submission);

/** Sends the document's notification, with these changes. */
export const notifying = (changes: object = {}, at = submission.at): OrderCommand =>
  toAddDocument(notificationWith(changes), { ...submission, at });

const ofInvoice = (command: OrderCommand) => {
  if (command.type !== 'AddDocument') throw new Error('Not a document.');
  const { orderId, commandId, at, invoiceNumber } = command;
  return { orderId, commandId, at, invoiceNumber };
};

/** Tells where the package of the document's invoice is. */
export const tracking = (document: object): OrderCommand =>
  toUpdateTracking(right(decodeTracking(sent(document))), ofInvoice(notifying()));

/** Tells how the package of the document's invoice travels. */
export const delivering = (document: object): OrderCommand =>
  toUpdateTracking(right(decodeDelivery(sent(document))), ofInvoice(notifying()));
