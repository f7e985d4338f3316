import {
  AmountMinor,
  Currency,
  InvoiceNumber,
  NO_UNITS,
  OrderId,
  plusUnits,
  SellerId,
  TrackingCheckpoint,
  Units,
  type InvoiceAdded,
  type OrderEvent,
} from '@facture/order';
import { absurd } from 'fp-ts/function';
import * as t from 'io-ts';

const fact = <T extends OrderEvent['type'], P extends t.Props>(type: T, parameters: P) =>
  t.readonly(
    t.strict({ type: t.literal(type), parameters: t.readonly(t.strict(parameters)) }),
    type,
  );

const text = t.union([t.string, t.null]);
const flag = t.union([t.boolean, t.null]);

const document = {
  invoiceNumber: InvoiceNumber,
  currency: Currency,
  valueMinor: AmountMinor,
  units: Units,
};

/**
 * What a sentence about an event is made of, in whatever language. `units` are all units ordered, or
 * those that the document names, none when it names no item.
 */
export const HistoryFact = t.union(
  [
    fact('OrderPlaced', {
      orderId: OrderId,
      sellerId: SellerId,
      currency: Currency,
      valueMinor: AmountMinor,
      units: Units,
    }),
    fact('InvoiceAdded', document),
    fact('TrackingUpdated', {
      invoiceNumber: InvoiceNumber,
      courier: text,
      trackingNumber: text,
      trackingUrl: text,
      dispatchedDate: text,
      isDelivered: flag,
      deliveredDate: text,
      checkpoints: t.readonlyArray(TrackingCheckpoint),
    }),
    fact('ReturnInvoiced', document),
  ],
  'HistoryFact',
);
export type HistoryFact = t.TypeOf<typeof HistoryFact>;

const count = (counted: ReadonlyArray<{ readonly quantity: Units }>): Units =>
  counted.reduce((sum, { quantity }) => plusUnits(sum, quantity), NO_UNITS);

const ofDocument = ({ invoiceNumber, currency, valueMinor, items }: InvoiceAdded) => ({
  invoiceNumber,
  currency,
  valueMinor,
  units: count(items),
});

/** Tells what there is to say about an event. */
export const factOf = (event: OrderEvent): HistoryFact => {
  switch (event.type) {
    case 'OrderPlaced': {
      const { orderId, sellerId, currency, valueMinor, lines } = event.data;
      const units = count(lines);
      return { type: event.type, parameters: { orderId, sellerId, currency, valueMinor, units } };
    }
    case 'InvoiceAdded':
      return { type: event.type, parameters: ofDocument(event.data) };
    case 'TrackingUpdated': {
      const { data } = event;
      const parameters = {
        invoiceNumber: data.invoiceNumber,
        courier: data.courier,
        trackingNumber: data.trackingNumber,
        trackingUrl: data.trackingUrl,
        dispatchedDate: data.dispatchedDate,
        isDelivered: data.isDelivered,
        deliveredDate: data.deliveredDate,
        checkpoints: data.checkpoints,
      };
      return { type: event.type, parameters };
    }
    case 'ReturnInvoiced':
      return { type: event.type, parameters: ofDocument(event.data) };
    default:
      return absurd(event);
  }
};
