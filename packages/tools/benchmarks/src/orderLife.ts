import {
  AmountMinor,
  CommandId,
  Currency,
  exactValue,
  InvoiceNumber,
  LineIndex,
  OrderId,
  Quantity,
  Receipt,
  SellerId,
  SkuId,
  sumAmounts,
  Timestamp,
  type AddDocument,
  type DocumentType,
  type OrderCommand,
  type OrderLine,
  type OrderState,
  type PlaceOrder,
  type Tracking,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';

import type { SeededRandom } from './seededRandom';

const PRODUCTS = [
  'Camiseta de algodão orgânico manga curta',
  'Tênis de corrida feminino 37',
  'Cafeteira elétrica 30 xícaras 110 V',
  'Livro "Grande Sertão: Veredas", capa dura',
  'Fone de ouvido sem fio com cancelamento de ruído',
  'Panela de pressão 4,5 L',
] as const;
const CITIES = [
  { city: 'São Paulo', state: 'SP' },
  { city: 'Rio de Janeiro', state: 'RJ' },
  { city: 'Curitiba', state: 'PR' },
  { city: 'Feira de Santana', state: 'BA' },
] as const;
const SCANS = [
  'Objeto postado',
  'Objeto em trânsito',
  'Saiu para entrega ao destinatário',
] as const;

const valid = <A>(codec: t.Type<A, unknown>, value: unknown): A => {
  if (codec.is(value)) return value;
  throw new Error(`the workload made no ${codec.name}: ${String(value)}`);
};

const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isRight(either)) return either.right;
  throw new Error(`the workload made ${JSON.stringify(either.left)}`);
};

const NO_NEWS: Tracking = {
  courier: null,
  trackingNumber: null,
  trackingUrl: null,
  dispatchedDate: null,
  isDelivered: null,
  deliveredDate: null,
  checkpoints: [],
};

/** Names a parcel and who carries it. */
const parcel = (random: SeededRandom): Tracking => {
  const trackingNumber = `BR${random.between(100_000_000, 999_999_999).toString()}BR`;
  const trackingUrl = `https://rastreamento.example/?objeto=${trackingNumber}`;
  return { ...NO_NEWS, courier: 'Correios', trackingNumber, trackingUrl };
};

/** What is common to the commands of one order: its id, and ids, times and receipts in a row. */
interface Pen {
  readonly random: SeededRandom;
  readonly stamp: () => Pick<PlaceOrder, 'orderId' | 'commandId' | 'at'>;
  readonly receipt: () => Receipt;
}

const penFor = (random: SeededRandom, client: number, order: number): Pen => {
  const number = `1${client.toString().padStart(3, '0')}${order.toString().padStart(9, '0')}`;
  const orderId = valid(OrderId, `${number}-01`);
  let ms = Date.UTC(2026, 0, 1) + order * 3_600_000 + client * 1_000;
  return {
    random,
    stamp: () => {
      ms += random.between(60_000, 43_200_000);
      return {
        orderId,
        commandId: valid(CommandId, random.hex(4)),
        at: valid(Timestamp, new Date(ms).toISOString()),
      };
    },
    receipt: () => valid(Receipt, random.hex(4)),
  };
};

const line = (random: SeededRandom): OrderLine => {
  const quantity = random.between(1, 3);
  const price = random.between(990, 49_990);
  return {
    skuId: valid(SkuId, random.between(100_000, 999_999).toString()),
    description: random.pick(PRODUCTS),
    quantity: valid(Quantity, quantity),
    unitPriceMinor: valid(AmountMinor, price),
    amountMinor: valid(AmountMinor, price * quantity),
    discountMinor: valid(AmountMinor, 0),
  };
};

const placeOrder = ({ random, stamp, receipt }: Pen): PlaceOrder => {
  const lines = Array.from({ length: random.between(1, 4) }, () => line(random));
  const shipping = valid(AmountMinor, random.between(0, 3_990));
  return {
    type: 'PlaceOrder',
    ...stamp(),
    sellerId: valid(SellerId, `seller${random.between(1, 12).toString()}`),
    currency: valid(Currency, 'BRL'),
    valueMinor: right(sumAmounts([...lines.map(({ amountMinor }) => amountMinor), shipping])),
    lines,
    adjustments: [{ kind: 'shipping', label: 'Shipping', amountMinor: shipping }],
    receipt: receipt(),
  };
};

const document = (
  { random, stamp, receipt }: Pen,
  state: OrderState,
  documentType: DocumentType,
  part: number,
  lines: ReadonlyArray<number>,
  tracking: Tracking,
): AddDocument => {
  if (state.type === 'NoOrder') throw new Error('the workload placed no order');
  const items = state.lines
    .filter(({ lineIndex }) => lines.includes(lineIndex))
    .map(({ lineIndex, line: { skuId, quantity, unitPriceMinor, description } }) => ({
      skuId,
      lineIndex: valid(LineIndex, lineIndex),
      quantity,
      unitPriceMinor,
      description,
    }));
  const stamped = stamp();
  return {
    type: 'AddDocument',
    ...stamped,
    documentType,
    invoiceNumber: valid(InvoiceNumber, `${stamped.orderId.slice(1, 13)}${part.toString()}`),
    valueMinor: right(exactValue(state, documentType, items)).valueMinor,
    items,
    issuanceDate: stamped.at.slice(0, 10),
    issuedAt: stamped.at,
    invoiceKey: `35${random.between(1e9, 9e9).toString()}55001${random.hex(3)}`,
    invoiceUrl: null,
    embeddedInvoice: null,
    receipt: receipt(),
    tracking,
  };
};

/** The scans of a parcel on its way, the last of which may be its delivery. */
function* delivery(
  { random, stamp }: Pen,
  { invoiceNumber }: AddDocument,
  known: Tracking,
): Generator<OrderCommand, undefined> {
  const scans = random.between(1, SCANS.length);
  for (const [index, description] of SCANS.slice(0, scans).entries()) {
    const stamped = stamp();
    const isDelivered = index === SCANS.length - 1;
    yield {
      type: 'UpdateTracking',
      ...stamped,
      invoiceNumber,
      tracking: {
        ...known,
        isDelivered,
        deliveredDate: isDelivered ? stamped.at : null,
        checkpoints: [{ ...random.pick(CITIES), description, date: stamped.at }],
      },
    };
  }
}

/**
 * Lives one order from its placing on: one invoice or two, the way of each parcel, now and then a
 * return. Each step sees the order as the one before left it.
 */
export function* orderLife(
  random: SeededRandom,
  client: number,
  order: number,
): Generator<OrderCommand, undefined, OrderState> {
  const pen = penFor(random, client, order);
  const placing = placeOrder(pen);
  let state = yield placing;
  const cut = random.between(0, placing.lines.length - 1);
  const indexes = [...placing.lines.keys()];
  const parts = [indexes.slice(0, cut), indexes.slice(cut)].filter((part) => part.length > 0);
  for (const [part, lines] of parts.entries()) {
    // One invoice in three names its parcel at once, the others with the first scan.
    const known = parcel(random);
    const told = random.between(1, 3) === 1 ? known : NO_NEWS;
    const invoice = document(pen, state, 'Output', part, lines, told);
    state = yield invoice;
    for (const command of delivery(pen, invoice, known)) state = yield command;
  }
  if (random.between(1, 10) === 1)
    yield document(pen, state, 'Input', parts.length, [cut], NO_NEWS);
}
