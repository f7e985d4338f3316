import { deliver, giveBack, invoice, look, place, track, type Request } from './requests';

/** What is done at once: requests, or something else that uses the store. */
export type Move = ReadonlyArray<Request> | 'open' | 'rebuild' | 'seal';

/** What is done one after the other, and what for. Names are made of those of the run. */
export interface Scenario {
  readonly name: string;
  readonly orders: ReadonlyArray<string>;
  /** Done before any statement fails. */
  readonly before: ReadonlyArray<Move>;
  readonly moves: ReadonlyArray<Move>;
}

/** The scenarios of a run: its name is part of all that must be unique. */
export const scenariosOf = (run: string): ReadonlyArray<Scenario> => {
  const [a, b] = [`${run}-a`, `${run}-b`];
  const [one, two, three] = [`${run}/1`, `${run}/2`, `${run}/3`];
  const both = { service: 1 } as const;
  const placed: ReadonlyArray<Move> = [[place(a, { units: 4 })]];
  const twoPlaced: ReadonlyArray<Move> = [[place(a, { units: 4 })], [place(b, { units: 4 })]];
  const scenario = (
    name: string,
    before: ReadonlyArray<Move>,
    ...moves: ReadonlyArray<Move>
  ): Scenario => ({ name, orders: [a, b], before, moves });
  return [
    scenario('place an order', [], [place(a, { units: 4 })]),
    scenario('place it twice', [], [place(a, { units: 4 })], [place(a, { units: 4 })]),
    scenario(
      'place it at two services at once',
      [],
      [place(a, { units: 4 }), place(a, { units: 4, service: 1 })],
    ),
    scenario('invoice all of it', placed, [invoice(a, one, 4)]),
    scenario('invoice it and name the parcel', placed, [
      invoice(a, one, 4, { trackingNumber: 'BR1', courier: 'Correios' }),
    ]),
    scenario('say an invoice twice', placed, [invoice(a, one, 1)], [invoice(a, one, 1)]),
    scenario(
      'use a number for another content',
      placed,
      [invoice(a, one, 1)],
      [invoice(a, one, 2)],
    ),
    scenario(
      'invoice unit by unit',
      placed,
      [invoice(a, one, 1)],
      [invoice(a, two, 1)],
      [invoice(a, three, 2)],
    ),
    scenario('invoice a value alone', placed, [invoice(a, one, 2, { items: [] })]),
    scenario('invoice more than there is', placed, [invoice(a, one, 3)], [invoice(a, two, 3)]),
    scenario('track a parcel', [...placed, [invoice(a, one, 4)]], [track(a, one)], [track(a, one)]),
    scenario('deliver a parcel', [...placed, [invoice(a, one, 4)]], [deliver(a, one)]),
    scenario(
      'give back',
      [...placed, [invoice(a, one, 4)]],
      [giveBack(a, two, 1)],
      [giveBack(a, three, 3)],
    ),
    scenario(
      'invoice, give back, invoice the rest',
      placed,
      [invoice(a, one, 2)],
      [giveBack(a, two, 2)],
      [invoice(a, three, 2)],
    ),
    scenario('two orders with one number', twoPlaced, [invoice(a, one, 1)], [invoice(b, one, 1)]),
    scenario('two orders with one number at once', twoPlaced, [
      invoice(a, one, 1),
      invoice(b, one, 1),
    ]),
    scenario('two orders with one number at two services', twoPlaced, [
      invoice(a, one, 1),
      invoice(b, one, 1, both),
    ]),
    scenario('two invoices for the last cent', placed, [invoice(a, one, 4), invoice(a, two, 4)]),
    scenario('two services, one order', placed, [
      invoice(a, one, 1),
      invoice(a, two, 1, both),
      invoice(a, three, 1),
    ]),
    scenario('three documents at once', placed, [
      invoice(a, one, 1),
      invoice(a, two, 1),
      invoice(a, three, 2),
    ]),
    scenario(
      'look at it in each way',
      [...placed, [invoice(a, one, 1)]],
      [look(`/api/orders/${a}/totals`)],
      [look(`/api/orders/${a}/history`)],
      [look(`/api/oms/pvt/orders/${a}`)],
      [look('/api/orders?limit=1')],
      [look(`/api/orders?invoiceNumber=${encodeURIComponent(one)}`)],
      [{ ...invoice(a, two, 1), path: `/api/orders/${a}/invoice/preview` }],
    ),
    scenario('start one more service', placed, 'open'),
    scenario('make the totals anew', [...placed, [invoice(a, one, 1)]], 'rebuild'),
    scenario('seal', [...placed, [invoice(a, one, 1)]], 'seal'),
  ];
};
