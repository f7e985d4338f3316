import { OrderId, type DocumentType, type InvoiceNumberScope } from '@facture/order';

import { chanceOf, type Chance } from './chance';
import { drawMix, type Mix } from './faults';

/** A line of an order that will be placed. */
interface PlannedLine {
  readonly skuId: string;
  readonly quantity: number;
  readonly amountMinor: number;
}

/** An order that will be placed. */
export interface PlannedOrder {
  readonly orderId: OrderId;
  readonly sellerId: string;
  readonly lines: ReadonlyArray<PlannedLine>;
  readonly shippingMinor: number;
}

/** What a client means to do with an order, before it is known how the order stands by then. */
export type Intent =
  | { readonly type: 'place' }
  | {
      readonly type: 'document';
      readonly documentType: DocumentType;
      /** Often one of few numbers, so that orders collide, or null: the one that was heard last. */
      readonly number: string | null;
      readonly items: 'none' | 'some' | 'all' | 'beyond';
      readonly value: 'exact' | 'part' | 'all' | 'beyond';
      readonly percent: number;
      readonly withTracking: boolean;
    }
  /** Says again what was said before, by the client or by anyone, as it was or with other content. */
  | {
      readonly type: 'again';
      readonly whose: 'own' | 'anyone';
      readonly change: 'nothing' | 'tracking' | 'value';
    }
  | { readonly type: 'track'; readonly number: string; readonly parcel: string };

/** One thing that one client does, after the one before it. */
export interface Operation {
  readonly client: number;
  readonly order: number;
  readonly waitMs: number;
  readonly intent: Intent;
}

/** The stores that are simulated. */
export const STORES = ['memory', 'sqlite', 'eventstoredb'] as const;
export type StoreName = (typeof STORES)[number];

/** All that a run is made of. The same plan always goes the same way. */
export interface Plan {
  readonly seed: number;
  readonly store: StoreName;
  readonly scope: InvoiceNumberScope;
  readonly processes: number;
  /** How many processes want to seal, of which one at a time may. */
  readonly sealers: number;
  readonly orders: ReadonlyArray<PlannedOrder>;
  readonly operations: ReadonlyArray<Operation>;
  readonly mix: Mix;
}

const SKUS = ['345117', '345118', '345119'] as const;
const NUMBERS = ['1', '2', '3', '4', '5/A', '№ 6'] as const;
const PARCELS = ['BR1', 'BR2'] as const;

const times = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, index) => make(index));

const drawLine = (chance: Chance): PlannedLine => ({
  skuId: chance.pick(SKUS),
  quantity: chance.between(1, 6),
  amountMinor: chance.pick([0, 1, 101, chance.between(0, 10_000)]),
});

const orderIdOf = (index: number): OrderId => {
  const id = `o${String(index)}`;
  if (OrderId.is(id)) return id;
  throw new Error(`${id} is no order id`);
};

const drawOrder =
  (chance: Chance) =>
  (index: number): PlannedOrder => ({
    orderId: orderIdOf(index),
    sellerId: chance.happens(0.8) ? 'lux' : 'nox',
    lines: times(chance.between(1, 3), () => drawLine(chance)),
    shippingMinor: chance.pick([0, 505, chance.between(1, 2_000)]),
  });

const drawDocument = (chance: Chance): Intent => ({
  type: 'document',
  documentType: chance.happens(0.65) ? 'Output' : 'Input',
  number: chance.happens(0.2)
    ? null
    : chance.happens(0.6)
      ? chance.pick(NUMBERS)
      : `n${String(chance.between(1, 1_000))}`,
  items: chance.pick(['none', 'some', 'some', 'some', 'all', 'beyond']),
  value: chance.pick(['exact', 'exact', 'exact', 'part', 'part', 'all', 'beyond']),
  percent: chance.between(1, 60),
  withTracking: chance.happens(0.3),
});

const drawIntent = (chance: Chance): Intent => {
  const lot = chance.fraction();
  if (lot < 0.65) return drawDocument(chance);
  if (lot < 0.85)
    return {
      type: 'again',
      whose: chance.pick(['own', 'anyone']),
      change: chance.pick(['nothing', 'nothing', 'tracking', 'value']),
    };
  if (lot < 0.95)
    return { type: 'track', number: chance.pick(NUMBERS), parcel: chance.pick(PARCELS) };
  return { type: 'place' };
};

/** Draws the plan of a seed. It goes to the store that is given, or to one that is drawn as well. */
export const planOf = (seed: number, store?: StoreName): Plan => {
  const chance = chanceOf(seed);
  const lot = chance.fraction();
  const orders = times(chance.between(1, 4), drawOrder(chance));
  const clients = chance.between(1, 4);
  const someClient = () => chance.between(0, clients - 1);
  const patience = chance.pick([0, 20, 300]);
  const operation = (order: number, intent: Intent, waitMs: number): Operation => ({
    client: someClient(),
    order,
    waitMs,
    intent,
  });
  const someOrder = () => chance.between(0, orders.length - 1);
  return {
    seed,
    store: store ?? (lot < 0.8 ? 'memory' : lot < 0.95 ? 'eventstoredb' : 'sqlite'),
    scope: chance.pick(['seller', 'seller', 'order', 'account']),
    processes: chance.between(1, 3),
    orders,
    operations: [
      ...orders.map((_, order) => operation(order, { type: 'place' }, 0)),
      ...times(chance.between(2, 24), (index) =>
        operation(
          someOrder(),
          drawIntent(chance),
          // Most wait until the orders are placed.
          chance.between(0, patience) + (index < clients ? chance.pick([0, 100, 1_000]) : 0),
        ),
      ),
    ],
    mix: drawMix(chance),
    sealers: chance.between(1, 2),
  };
};
