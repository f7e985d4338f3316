import type { FactureClient } from '@facture/client';
import * as E from 'fp-ts/Either';

/** What a call answered; the test fails when it did not. */
export const ok = <A>(answered: E.Either<unknown, A>): A => {
  if (E.isLeft(answered)) throw new Error(JSON.stringify(answered.left));
  return answered.right;
};

/** An order of two lines with its sales and a return, in the currency and under the id that are named. */
export interface Seed {
  readonly orderId: string;
  readonly currency?: string;
  /** How many of its documents there are, in order: two sales, then a return. */
  readonly documents?: 0 | 1 | 2 | 3;
}

/** The numbers of the documents of an order. */
export const numbersOf = (orderId: string): readonly [string, string, string] => [
  `${orderId}/1`,
  `${orderId}/2`,
  `${orderId}/R1`,
];

/** A sale of so much, without items. */
export const saleOf = (invoiceNumber: string, invoiceValue: number) =>
  ({ type: 'Output', invoiceNumber, invoiceValue, issuanceDate: '2026-02-10' }) as const;

/** Places an order of four mugs and a kettle with shipping, and notifies its documents. */
export const seedOrder = async (
  client: FactureClient,
  { orderId, currency = 'BRL', documents = 3 }: Seed,
): Promise<void> => {
  ok(
    await client.place({
      orderId,
      value: 32_850,
      items: [
        { id: 'mug-blue', quantity: 4, price: 3_490 },
        { id: 'kettle-1l', quantity: 1, price: 16_990 },
      ],
      totals: [{ id: 'Shipping', value: 1_900 }],
      storePreferencesData: { currencyCode: currency },
    }),
  );
  const [first, second, back] = numbersOf(orderId);
  const all = [
    {
      type: 'Output',
      invoiceNumber: first,
      invoiceValue: 24_970,
      issuanceDate: '2026-01-31',
      items: [
        { id: 'mug-blue', quantity: 2, price: 3_490 },
        { id: 'kettle-1l', quantity: 1, price: 16_990 },
      ],
      courier: 'Correios',
      trackingNumber: 'BR-481516',
    },
    {
      type: 'Output',
      invoiceNumber: second,
      invoiceValue: 7_880,
      issuanceDate: '2026-02-02',
      items: [{ id: 'mug-blue', quantity: 2, price: 3_490 }],
    },
    {
      type: 'Input',
      invoiceNumber: back,
      invoiceValue: 3_490,
      issuanceDate: '2026-02-09',
      items: [{ id: 'mug-blue', quantity: 1, price: 3_490 }],
    },
  ] as const;
  for (const document of all.slice(0, documents)) ok(await client.notify(orderId, document));
};
