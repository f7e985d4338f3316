import type { AmountMinor, Currency, Units } from '@facture/order';
import { absurd } from 'fp-ts/function';

import type { HistoryFact } from './facts';
import { readableAmount } from './readableAmount';
import type { OrderStanding } from './standing';

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

interface Valued {
  readonly currency: Currency;
  readonly valueMinor: AmountMinor;
  readonly units: Units;
}

/** An amount and the units that it is for, of which a document may name none. */
const worth = ({ currency, valueMinor, units }: Valued): string => {
  const what = units === 0 ? 'without items' : `for ${count(units, 'unit')}`;
  return `${readableAmount({ amountMinor: valueMinor, currency })} ${what}`;
};

const told = (label: string, value: string | null): ReadonlyArray<string> =>
  value === null ? [] : [`${label} ${value}`];

type News = Extract<HistoryFact, { readonly type: 'TrackingUpdated' }>['parameters'];

const newsParts = (news: News): ReadonlyArray<string> => [
  `invoice ${news.invoiceNumber}`,
  ...told('courier', news.courier),
  ...told('tracking number', news.trackingNumber),
  ...told('tracking page', news.trackingUrl),
  ...told('dispatched on', news.dispatchedDate),
  ...(news.isDelivered === null ? [] : [news.isDelivered ? 'delivered' : 'not delivered']),
  ...told('delivery date', news.deliveredDate),
  ...(news.checkpoints.length === 0 ? [] : [count(news.checkpoints.length, 'new checkpoint')]),
];

/** Says in English what happened, given where the order stands after it. */
export const inEnglish = (fact: HistoryFact, after: OrderStanding): string => {
  switch (fact.type) {
    case 'OrderPlaced':
      return `Order ${fact.parameters.orderId} was placed: ${worth(fact.parameters)}.`;
    case 'InvoiceAdded': {
      const { invoiceNumber, currency } = fact.parameters;
      const left = readableAmount({ amountMinor: after.remainingMinor, currency });
      const outcome = after.status === 'invoiced' ? 'The order is invoiced' : `${left} remains`;
      return `Invoice ${invoiceNumber} was added: ${worth(fact.parameters)}. ${outcome}.`;
    }
    case 'ReturnInvoiced':
      return `Return invoice ${fact.parameters.invoiceNumber} was added: ${worth(fact.parameters)}, to be reimbursed.`;
    case 'TrackingUpdated':
      return `Package news: ${newsParts(fact.parameters).join(', ')}.`;
    default:
      return absurd(fact);
  }
};
