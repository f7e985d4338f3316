import type { AddDocument, OrderCommand, PlaceOrder } from '../commands';
import type { DocumentItem, InvoiceAdded, OrderEvent, OrderPlaced } from '../events';
import { nearestAwayFromZero, rational } from './exactRationals';

/**
 * An independent, slow model of what is decided: it reads the whole history for every question, and
 * knows neither the state nor the functions of the order.
 */
export interface SlowOrder {
  readonly placed: OrderPlaced;
  readonly outputs: ReadonlyArray<InvoiceAdded>;
  readonly inputs: ReadonlyArray<InvoiceAdded>;
}

const sum = (amounts: ReadonlyArray<number | bigint>): bigint =>
  amounts.reduce<bigint>((total, amount) => total + BigInt(amount), 0n);

export const slowOrder = (events: ReadonlyArray<OrderEvent>): SlowOrder | undefined => {
  const placed = events.flatMap((event) => (event.type === 'OrderPlaced' ? [event.data] : []))[0];
  if (placed === undefined) return undefined;
  const outputs = events.flatMap((event) => (event.type === 'InvoiceAdded' ? [event.data] : []));
  const inputs = events.flatMap((event) => (event.type === 'ReturnInvoiced' ? [event.data] : []));
  return { placed, outputs, inputs };
};

export const slowTotal = (documents: ReadonlyArray<InvoiceAdded>): bigint =>
  sum(documents.map(({ valueMinor }) => valueMinor));

/** What documents booked on one line: units and amount. */
export const slowLine = (documents: ReadonlyArray<InvoiceAdded>, lineIndex: number) => {
  const bookings = documents
    .flatMap(({ items }) => items)
    .flatMap((item) => item.bookings)
    .filter((booking) => booking.lineIndex === lineIndex);
  return {
    units: Number(sum(bookings.map(({ quantity }) => quantity))),
    amount: sum(bookings.map(({ amountMinor }) => amountMinor)),
  };
};

export const slowInvoiced = ({ placed, outputs }: SlowOrder): boolean =>
  slowTotal(outputs) === BigInt(placed.valueMinor);

/** A share of an amount, by exact fractions. */
export const slowShare = (amount: number, done: number | bigint, whole: number | bigint): bigint =>
  BigInt(whole) === 0n ? 0n : nearestAwayFromZero(rational(BigInt(amount) * BigInt(done), whole));

/** Where the units of each line stand for documents of one type: done, and how far they may go. */
interface Standing {
  readonly done: number;
  readonly limit: number;
}

const standings = (order: SlowOrder, documentType: 'Output' | 'Input'): ReadonlyArray<Standing> =>
  order.placed.lines.map((line, lineIndex) => {
    const sold = slowLine(order.outputs, lineIndex).units;
    if (documentType === 'Output') return { done: sold, limit: line.quantity };
    const back = slowLine(order.inputs, lineIndex).units;
    return { done: back, limit: slowInvoiced(order) ? line.quantity : sold };
  });

/** Units that items take from each line, unit by unit, or undefined when there are too few. */
const unitsTaken = (
  order: SlowOrder,
  documentType: 'Output' | 'Input',
  items: ReadonlyArray<DocumentItem>,
): ReadonlyArray<number> | undefined => {
  const free = standings(order, documentType).map(({ done, limit }) => limit - done);
  const taken = free.map(() => 0);
  const byName = [
    ...items.filter(({ lineIndex }) => lineIndex !== null),
    ...items.filter(({ lineIndex }) => lineIndex === null),
  ];
  for (const { skuId, lineIndex, quantity } of byName) {
    let missing: number = quantity;
    order.placed.lines.forEach((line, index) => {
      if (line.skuId !== skuId || (lineIndex !== null && lineIndex !== index)) return;
      const units = Math.min(missing, (free[index] ?? 0) - (taken[index] ?? 0));
      taken[index] = (taken[index] ?? 0) + units;
      missing -= units;
    });
    if (missing > 0) return undefined;
  }
  return taken;
};

/** What the items of a document come to on each line: units and amount. */
const slowBookings = (
  order: SlowOrder,
  documentType: 'Output' | 'Input',
  items: ReadonlyArray<DocumentItem>,
) => {
  const taken = unitsTaken(order, documentType, items);
  const before = standings(order, documentType);
  return taken?.map((units, index) => {
    const line = order.placed.lines[index];
    const { done } = before[index] ?? { done: 0 };
    const share = (n: number): bigint =>
      line === undefined ? 0n : slowShare(line.amountMinor, n, line.quantity);
    return { units, amount: share(done + units) - share(done) };
  });
};

/** The exact value of a document, by exact fractions. */
export const slowExactValue = (
  order: SlowOrder,
  documentType: 'Output' | 'Input',
  items: ReadonlyArray<DocumentItem>,
): bigint | undefined => {
  const { lines, adjustments } = order.placed;
  const bookings = slowBookings(order, documentType, items);
  if (bookings === undefined) return undefined;
  const before = standings(order, documentType).map(({ done }) => done);
  const ofLines = sum(lines.map(({ amountMinor }) => amountMinor));
  const whole = ofLines > 0n ? ofLines : sum(lines.map(({ quantity }) => quantity));
  const progress = (units: ReadonlyArray<number>): bigint =>
    ofLines > 0n
      ? sum(lines.map((line, i) => slowShare(line.amountMinor, units[i] ?? 0, line.quantity)))
      : sum(units);
  const after = before.map((done, index) => done + (bookings[index]?.units ?? 0));
  const shares = adjustments.map(
    ({ amountMinor }) =>
      slowShare(amountMinor, progress(after), whole) -
      slowShare(amountMinor, progress(before), whole),
  );
  return sum([...bookings.map(({ amount }) => amount), ...shares]);
};

const slowDocument = (command: AddDocument, order: SlowOrder): string => {
  const { documentType, items, valueMinor } = command;
  const known = items.every(({ skuId, lineIndex }) =>
    order.placed.lines.some(
      (line, index) => line.skuId === skuId && (lineIndex === null || lineIndex === index),
    ),
  );
  if (!known) return 'UnknownItem';
  if (valueMinor < 1) return 'AmountOutOfRange';
  const sold = slowTotal(order.outputs);
  if (documentType === 'Output') {
    if (sold + BigInt(valueMinor) > BigInt(order.placed.valueMinor)) return 'InvoiceExceedsOrder';
    return unitsTaken(order, 'Output', items) === undefined
      ? 'QuantityExceedsLine'
      : 'InvoiceAdded';
  }
  if (slowTotal(order.inputs) + BigInt(valueMinor) > sold) return 'ReturnExceedsInvoiced';
  return unitsTaken(order, 'Input', items) === undefined
    ? 'ReturnQuantityExceedsInvoiced'
    : 'ReturnInvoiced';
};

const contentOf = (
  documentType: string,
  {
    valueMinor,
    issuedAt,
    items,
    invoiceKey,
    invoiceUrl,
    embeddedInvoice,
  }: AddDocument | InvoiceAdded,
): string =>
  JSON.stringify([
    [documentType, valueMinor, issuedAt, invoiceKey, invoiceUrl, embeddedInvoice],
    items.map((i) => [i.skuId, i.lineIndex, i.quantity, i.unitPriceMinor, i.description]),
  ]);

const slowPlacing = (command: PlaceOrder, placed: OrderPlaced | undefined): string => {
  const content = (order: PlaceOrder | OrderPlaced): string =>
    JSON.stringify([
      [order.sellerId, order.currency, order.valueMinor],
      order.lines.map((l) => [
        l.skuId,
        l.description,
        l.quantity,
        l.unitPriceMinor,
        l.amountMinor,
        l.discountMinor,
      ]),
      order.adjustments.map((a) => [a.kind, a.label, a.amountMinor]),
    ]);
  if (placed !== undefined) return content(placed) === content(command) ? '' : 'OrderAlreadyPlaced';
  const total = sum([...command.lines, ...command.adjustments].map((part) => part.amountMinor));
  return total === BigInt(command.valueMinor) ? 'OrderPlaced' : 'OrderDoesNotAddUp';
};

/** What comes of a command: the event or the refusal, empty when nothing; tracking is left aside. */
export const slowOutcome = (command: OrderCommand, events: ReadonlyArray<OrderEvent>): string => {
  const order = slowOrder(events);
  if (command.type === 'PlaceOrder') return slowPlacing(command, order?.placed);
  if (order === undefined) return 'OrderNotFound';
  const named = (document: InvoiceAdded): boolean =>
    document.invoiceNumber === command.invoiceNumber;
  const output = order.outputs.find(named);
  const input = order.inputs.find(named);
  const accepted = output ?? input;
  if (command.type === 'UpdateTracking') return accepted === undefined ? 'InvoiceNotFound' : '';
  if (accepted === undefined) return slowDocument(command, order);
  const same =
    contentOf(output === undefined ? 'Input' : 'Output', accepted) ===
    contentOf(command.documentType, command);
  return same ? '' : 'InvoiceNumberAlreadyUsed';
};
