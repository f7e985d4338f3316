import type { AmountMinor } from '@facture/order';
import type { HistoryFact } from '@facture/projections';
import { absurd } from 'fp-ts/function';

import type { HistoryWords } from './historyWords';

/** Says what happened. */
export const tell = (
  words: HistoryWords,
  fact: HistoryFact,
  amount: (amountMinor: AmountMinor) => string,
): string => {
  switch (fact.type) {
    case 'OrderPlaced':
      return words.placed(amount(fact.parameters.valueMinor), fact.parameters.units);
    case 'InvoiceAdded': {
      const { invoiceNumber, valueMinor, units } = fact.parameters;
      return words.invoiced(invoiceNumber, amount(valueMinor), units);
    }
    case 'ReturnInvoiced': {
      const { invoiceNumber, valueMinor, units } = fact.parameters;
      return words.returned(invoiceNumber, amount(valueMinor), units);
    }
    case 'TrackingUpdated':
      return words.tracked(fact.parameters);
    default:
      return absurd(fact);
  }
};
