import type { AmountMinor, Currency } from '@facture/order';
import { readableAmount, type OrderStanding, type OrderTotals } from '@facture/projections';

/** Writes amounts of a currency. */
export const amountsIn =
  (currency: Currency) =>
  (amountMinor: AmountMinor): string =>
    readableAmount({ amountMinor, currency });

/** Where an order stands, as labels and values. */
export const standingFacts = (
  standing: OrderStanding,
  currency: Currency,
): ReadonlyArray<readonly [string, string]> => {
  const amount = amountsIn(currency);
  return [
    ['Status', standing.status],
    ['Ordered', amount(standing.orderedMinor)],
    ['Invoiced', amount(standing.invoicedMinor)],
    ['Returned', amount(standing.returnedMinor)],
    ['Remaining', amount(standing.remainingMinor)],
    ['Current total', amount(standing.currentMinor)],
    ['To settle', amount(standing.toSettleMinor)],
    ['To reimburse', amount(standing.toReimburseMinor)],
  ];
};

/** What is left of each line, as rows of a table. */
export const lineRows = ({
  currency,
  lines,
}: OrderTotals): ReadonlyArray<ReadonlyArray<string>> => {
  const amount = amountsIn(currency);
  return lines.map((line) => [
    line.lineIndex.toString(),
    line.skuId,
    line.quantity.toString(),
    amount(line.amountMinor),
    `${line.invoiced.units.toString()} (${amount(line.invoiced.amountMinor)})`,
    `${line.returned.units.toString()} (${amount(line.returned.amountMinor)})`,
    line.leftToInvoice.toString(),
    line.leftToReturn.toString(),
  ]);
};
