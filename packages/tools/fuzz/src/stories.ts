import type { Chance } from './chance';
import { headersOf, JSON_TYPE } from './sender';
import { singleShot, type PlainRequest, type Shot } from './shot';
import { NOT_FOR_LOGS } from './texts';

interface Line {
  readonly id: string;
  readonly quantity: number;
  readonly price: number;
}

/** An order of a round. */
export interface Order {
  readonly orderId: string;
  readonly seller: string;
  readonly lines: readonly [Line, ...ReadonlyArray<Line>];
  readonly shipping: number;
}

/** Two of these are more than an amount can hold. */
const BEYOND: Line = { id: 'sku-1', quantity: 1, price: Number.MAX_SAFE_INTEGER };

const ODD_ENDS = ['', '/1', '#2', ' %20', ' número 第'] as const;

/** Draws an order that nobody but this round knows. */
export const drawOrder = (chance: Chance, name: string): Order => {
  const line = (index: number): Line => ({
    id: `sku-${index.toString()}`,
    quantity: chance.between(1, 5),
    price: chance.pick([0, 1, 17, 1_000, chance.between(1, 100_000)]),
  });
  const others = Array.from({ length: chance.between(0, 2) }, (_, index) => line(index + 2));
  return {
    orderId: `${name}${chance.pick(ODD_ENDS)}`,
    seller: `seller of ${name}`,
    lines: [line(1), ...others],
    shipping: chance.pick([0, 0, 990]),
  };
};

const valueOf = ({ lines, shipping }: Order): number =>
  lines.reduce((sum, { quantity, price }) => sum + quantity * price, shipping);

/** The document that places an order. */
const orderDocument = (order: Order): object => ({
  orderId: order.orderId,
  value: valueOf(order),
  items: order.lines.map((line) => ({ ...line, seller: order.seller, name: NOT_FOR_LOGS })),
  totals: order.shipping === 0 ? [] : [{ id: 'Shipping', value: order.shipping }],
  storePreferencesData: { currencyCode: 'BRL' },
});

const NUMBERS = ['N1', 'N2', 'N/3', '#4', 5, 'N 6'] as const;

const shipment = (chance: Chance): object => ({
  courier: NOT_FOR_LOGS,
  trackingNumber: `T${chance.between(1, 3).toString()}`,
  trackingUrl: `https://carrier.example/${NOT_FOR_LOGS}`,
});

/** Draws a notification: often one that the order takes, now and then one that it cannot take. */
const notification = (chance: Chance, order: Order): object => {
  const { id, quantity, price } = chance.pick(order.lines);
  const units = chance.between(1, chance.onceIn(8) ? quantity + 1 : quantity);
  const value = valueOf(order);
  return {
    type: chance.pick(['Output', 'Output', 'Input']),
    invoiceNumber: chance.pick(NUMBERS),
    items: chance.onceIn(4)
      ? []
      : [{ id: chance.onceIn(16) ? 'sku-none' : id, quantity: units, price }],
    issuanceDate: chance.pick(['2022-02-01', '2022-02-01T09:00:00-03:00']),
    invoiceValue: chance.pick([units * price, units * price, 1, value, value + 1]),
    ...(chance.onceIn(4) ? shipment(chance) : {}),
  };
};

const delivery = (chance: Chance): object => ({
  isDelivered: chance.onceIn(2),
  deliveredDate: '2022-03-01 10:00',
  events: [{ city: NOT_FOR_LOGS, state: 'RJ', description: 'left', date: '2022-02-02' }],
});

const json = (body: object): { readonly body: Buffer } => ({
  body: Buffer.from(JSON.stringify(body)),
});

type Draw = (chance: Chance, order: Order) => Omit<PlainRequest, 'headers'>;
type Writing = (chance: Chance, order: Order) => ReturnType<Draw> & { readonly body: Buffer };

const oms = ({ orderId }: Order): string => `/api/oms/pvt/orders/${encodeURIComponent(orderId)}`;
const own = ({ orderId }: Order): string => `/api/orders/${encodeURIComponent(orderId)}`;
const numbered = (chance: Chance, order: Order): string =>
  `${oms(order)}/invoice/${encodeURIComponent(chance.pick(NUMBERS))}`;

const get =
  (target: (chance: Chance, order: Order) => string): Draw =>
  (chance, order) => ({ method: 'GET', target: target(chance, order) });

/** What writes: what a fulfilment system sends. */
export const WRITINGS = {
  place: (_chance, order) => ({
    method: 'POST',
    target: '/api/orders',
    ...json(orderDocument(order)),
  }),
  'place otherwise': (chance, order) => ({
    method: 'POST',
    target: '/api/orders',
    ...json(orderDocument({ ...order, shipping: chance.between(1, 9) })),
  }),
  'place what is no sum': (chance, order) => ({
    method: 'POST',
    target: '/api/orders',
    ...json({
      ...orderDocument({
        ...order,
        orderId: `${order.orderId}!`,
        lines: chance.pick([order.lines, [BEYOND, BEYOND]]),
      }),
      value: chance.pick([0, 1, 4_711]),
    }),
  }),
  notify: (chance, order) => ({
    method: 'POST',
    target: `${oms(order)}/invoice`,
    ...json(notification(chance, order)),
  }),
  track: (chance, order) => ({
    method: chance.pick(['PATCH', 'POST']),
    target: numbered(chance, order),
    ...json(shipment(chance)),
  }),
  deliver: (chance, order) => ({
    method: chance.pick(['PUT', 'POST']),
    target: `${numbered(chance, order)}/tracking`,
    ...json(delivery(chance)),
  }),
} as const satisfies Readonly<Record<string, Writing>>;

const READINGS = {
  preview: (chance, order) => ({
    method: 'POST',
    target: `${own(order)}/invoice/preview`,
    ...json(notification(chance, order)),
  }),
  totals: get((_chance, order) => `${own(order)}/totals`),
  'past totals': get(
    (chance, order) =>
      `${own(order)}/totals?${chance.pick(['revision=0', 'revision=1', 'revision=99', 'at=2001-01-01', 'at=2099-01-01'])}`,
  ),
  history: get((_chance, order) => `${own(order)}/history`),
  view: get((_chance, order) => oms(order)),
  list: get((chance) => `/api/orders?limit=${chance.between(1, 5).toString()}`),
  find: get(() => '/api/orders?invoiceNumber=N1&limit=2'),
  'see what is not there yet': get((chance) =>
    chance.onceIn(40) ? '/api/orders?notBefore=9007199254740991' : '/api/orders?notBefore=0',
  ),
  proofs: get((_chance, order) => `${own(order)}/proofs`),
  checkpoint: get(() => '/api/audit/checkpoint'),
  key: get(() => '/api/audit/key'),
  inclusion: get(
    (chance) => `/api/audit/proofs/inclusion?position=${chance.pick(['1', '2', '99999999'])}`,
  ),
  consistency: get(
    (chance) => `/api/audit/proofs/consistency?from=${chance.pick(['1', '99999999'])}`,
  ),
  subscribe: get(
    (_chance, { orderId }) => `/api/subscriptions/totals?order=${encodeURIComponent(orderId)}`,
  ),
} as const satisfies Readonly<Record<string, Draw>>;

const DRAWS: ReadonlyArray<readonly [string, Draw]> = [
  ...Object.entries(WRITINGS),
  ['notify', WRITINGS.notify],
  ['notify', WRITINGS.notify],
  ...Object.entries(READINGS),
];

/** Draws a request of those that the service is for, about an order. */
export const drawGood = (chance: Chance, order: Order, id: string): Shot => {
  const [name, draw] = DRAWS[chance.between(0, DRAWS.length - 1)] ?? ['place', WRITINGS.place];
  return goodShot(name, draw(chance, order), id);
};

/** Makes a good request of what is asked. */
export const goodShot = (name: string, request: Omit<PlainRequest, 'headers'>, id: string): Shot =>
  singleShot('good', name, id, {
    ...request,
    headers: [...headersOf(id), ...(request.body === undefined ? [] : [JSON_TYPE])],
  });
