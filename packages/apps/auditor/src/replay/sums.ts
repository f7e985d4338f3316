import { totalsOfSummary, type OrderSummary } from '@facture/projections';

/** What all orders of one currency come to, in minor units. The sums may be beyond safe integers. */
export interface CurrencySums {
  readonly currency: string;
  readonly orders: number;
  readonly orderedMinor: bigint;
  readonly invoicedMinor: bigint;
  readonly returnedMinor: bigint;
  readonly currentMinor: bigint;
}

/** Sums up orders by their currency. */
export const sumUp = () => {
  const sums = new Map<string, CurrencySums>();
  return {
    add: (summary: OrderSummary): void => {
      const { currency, orderedMinor, invoicedMinor, returnedMinor, currentMinor } =
        totalsOfSummary(summary);
      const before = sums.get(currency);
      sums.set(currency, {
        currency,
        orders: (before?.orders ?? 0) + 1,
        orderedMinor: (before?.orderedMinor ?? 0n) + BigInt(orderedMinor),
        invoicedMinor: (before?.invoicedMinor ?? 0n) + BigInt(invoicedMinor),
        returnedMinor: (before?.returnedMinor ?? 0n) + BigInt(returnedMinor),
        currentMinor: (before?.currentMinor ?? 0n) + BigInt(currentMinor),
      });
    },
    all: (): ReadonlyArray<CurrencySums> => Array.from(sums.values()),
  };
};
