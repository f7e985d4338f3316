import type { ClaimKey, RecordedEvent, StreamName } from '@facture/contract';
import type { InvoiceNumberScope } from '@facture/order';
import { hash } from 'node:crypto';

/** Something that may never be. `property` is the number of the property that it breaks. */
export class Violation extends Error {
  override readonly name = 'Violation';
  constructor(
    readonly property: number,
    message: string,
  ) {
    super(`property ${String(property)}: ${message}`);
  }
}

interface ModelLine {
  readonly skuId: string;
  readonly quantity: bigint;
  readonly amount: bigint;
  invoiced: bigint;
  returned: bigint;
  invoicedAmount: bigint;
  returnedAmount: bigint;
}

/** A document as it was accepted first. */
interface ModelDocument {
  readonly receipt: string;
  readonly occurredAt: string;
}

/** What the model knows of an order, in its own arithmetic. */
export interface ModelOrder {
  readonly sellerId: string;
  readonly value: bigint;
  readonly lines: ReadonlyArray<ModelLine>;
  /** Documents by their invoice numbers. */
  readonly documents: Map<string, ModelDocument>;
  /** The numbers of packages that were ever told, by invoice number. */
  readonly packages: Map<string, Set<string>>;
  invoiced: bigint;
  returned: bigint;
  revision: number;
}

/** A second, plain account of what the store holds, kept event by event. */
export interface Model {
  readonly take: (event: RecordedEvent) => void;
  readonly order: (orderId: string) => ModelOrder | undefined;
  /** The streams of orders by the claims that their documents stand on. */
  readonly claims: () => ReadonlyMap<ClaimKey, StreamName>;
  /** Takes note of a command that was refused: nothing is ever written for it. */
  readonly refuse: (commandId: string) => void;
}

interface PlacedData {
  readonly orderId: string;
  readonly sellerId: string;
  readonly valueMinor: number;
  readonly lines: ReadonlyArray<{
    readonly skuId: string;
    readonly quantity: number;
    readonly amountMinor: number;
  }>;
  readonly adjustments: ReadonlyArray<{ readonly amountMinor: number }>;
}

interface Metadata {
  readonly $causationId: string;
}

interface TrackingData {
  readonly trackingNumber: string | null;
}

interface DocumentData {
  readonly orderId: string;
  readonly sellerId: string;
  readonly invoiceNumber: string;
  readonly valueMinor: number;
  readonly extraMinor: number;
  readonly receipt: string;
  readonly occurredAt: string;
  readonly items: ReadonlyArray<{
    readonly bookings: ReadonlyArray<{
      readonly lineIndex: number;
      readonly quantity: number;
      readonly amountMinor: number;
    }>;
  }>;
}

const must = (property: number, holds: boolean, message: () => string): void => {
  if (!holds) throw new Violation(property, message());
};

/** Half of a unit goes up: ⌊T·q/Q + ½⌋. */
const exactShare = ({ amount, quantity }: ModelLine, units: bigint): bigint =>
  (2n * amount * units + quantity) / (2n * quantity);

const book = (order: ModelOrder, data: DocumentData, isOutput: boolean): void => {
  const isInvoiced = order.invoiced === order.value;
  let sum = 0n;
  for (const { lineIndex, quantity, amountMinor } of data.items.flatMap((i) => i.bookings)) {
    const line = order.lines[lineIndex];
    if (line === undefined) throw new Violation(24, `${data.orderId} has no line ${lineIndex}`);
    const amount = BigInt(amountMinor);
    sum += amount;
    if (isOutput) {
      line.invoiced += BigInt(quantity);
      line.invoicedAmount += amount;
      must(24, line.invoiced <= line.quantity, () => `line ${lineIndex} is sold beyond its units`);
      must(
        2,
        line.invoicedAmount === exactShare(line, line.invoiced),
        () => `line ${lineIndex} is booked at ${line.invoicedAmount}`,
      );
    } else {
      line.returned += BigInt(quantity);
      line.returnedAmount += amount;
      const most = isInvoiced ? line.quantity : line.invoiced;
      must(14, line.returned <= most, () => `line ${lineIndex} came back more often than it went`);
      must(
        14,
        line.returnedAmount === exactShare(line, line.returned),
        () => `line ${lineIndex} is refunded at ${line.returnedAmount}`,
      );
    }
  }
  must(
    10,
    sum + BigInt(data.extraMinor) === BigInt(data.valueMinor),
    () => `invoice ${data.invoiceNumber} does not add up`,
  );
};

/** The claim that a document stands on, written out here once more. */
const claimOf = (
  scope: InvoiceNumberScope,
  { sellerId, invoiceNumber }: DocumentData,
): ClaimKey | undefined =>
  ({
    seller: JSON.stringify(['invoice-number', sellerId, invoiceNumber]),
    account: JSON.stringify(['invoice-number', invoiceNumber]),
    order: undefined,
  })[scope];

const EVENTS_OF_A_COMMAND = 2;

const NAMESPACE = Buffer.from('6f1c6b0e52a35d0f9a3b0c6a2f7d9e41', 'hex');

/** The UUID of version 5 of a name (RFC 9562, section 5.5). */
const uuidOf = (name: string): string => {
  const made = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]));
  const variant = ((Number.parseInt(made.charAt(16), 16) & 3) | 8).toString(16);
  const low = `${made.slice(0, 8)}-${made.slice(8, 12)}-5${made.slice(13, 16)}`;
  return `${low}-${variant}${made.slice(17, 20)}-${made.slice(20, 32)}`;
};

/** An event's id is made of its stream, its command and its place, so that a repeat is told. */
const isNamedBy = (commandId: string, { id, stream }: RecordedEvent): boolean => {
  for (let index = 0; index < EVENTS_OF_A_COMMAND; index++)
    if (id === uuidOf(JSON.stringify([stream, commandId, index]))) return true;
  return false;
};

/** Makes a model in which invoice numbers are unique within the scope. */
export const createModel = (scope: InvoiceNumberScope): Model => {
  const orders = new Map<string, ModelOrder>();
  const claims = new Map<ClaimKey, StreamName>();
  const carriedOut = new Set<string>();
  const refused = new Set<string>();

  const place = (data: PlacedData): void => {
    must(17, !orders.has(data.orderId), () => `${data.orderId} was placed twice`);
    const amounts = [...data.lines, ...data.adjustments].map((part) => BigInt(part.amountMinor));
    must(
      9,
      amounts.reduce((sum, amount) => sum + amount, 0n) === BigInt(data.valueMinor),
      () => `${data.orderId} does not add up`,
    );
    orders.set(data.orderId, {
      sellerId: data.sellerId,
      value: BigInt(data.valueMinor),
      lines: data.lines.map(({ skuId, quantity, amountMinor }) => ({
        skuId,
        quantity: BigInt(quantity),
        amount: BigInt(amountMinor),
        invoiced: 0n,
        returned: 0n,
        invoicedAmount: 0n,
        returnedAmount: 0n,
      })),
      documents: new Map(),
      packages: new Map(),
      invoiced: 0n,
      returned: 0n,
      revision: -1,
    });
  };

  const claim = (stream: StreamName, data: DocumentData): void => {
    const key = claimOf(scope, data);
    if (key === undefined) return;
    const holder = claims.get(key);
    must(26, holder === undefined, () => `${key} is on ${holder ?? ''} and ${stream}`);
    claims.set(key, stream);
  };

  const add = (order: ModelOrder, data: DocumentData, isOutput: boolean): void => {
    const { orderId, invoiceNumber, valueMinor, receipt, occurredAt } = data;
    must(17, !order.documents.has(invoiceNumber), () => `${orderId} has ${invoiceNumber} twice`);
    order.documents.set(invoiceNumber, { receipt, occurredAt });
    book(order, data, isOutput);
    if (isOutput) order.invoiced += BigInt(valueMinor);
    else order.returned += BigInt(valueMinor);
    must(20, order.invoiced <= order.value, () => `${orderId} is invoiced beyond its value`);
    must(14, order.returned <= order.invoiced, () => `${orderId} gives back more than it took`);
  };

  return {
    order: (orderId) => orders.get(orderId),
    claims: () => claims,
    refuse: (commandId) => {
      must(18, !carriedOut.has(commandId), () => `${commandId} was refused, and is written`);
      refused.add(commandId);
    },
    take: (event) => {
      const { stream, revision, type, data: text } = event;
      const { $causationId: commandId } = JSON.parse(event.metadata) as Metadata;
      must(17, isNamedBy(commandId, event), () => `${stream} ${revision} has the id of no command`);
      must(18, !refused.has(commandId), () => `${commandId} was refused, and is written later`);
      carriedOut.add(commandId);
      const data = JSON.parse(text) as PlacedData & DocumentData & TrackingData;
      if (type === 'OrderPlaced') place(data);
      const order = orders.get(data.orderId);
      if (order === undefined) throw new Violation(17, `${stream} does not begin with its placing`);
      must(23, revision === order.revision + 1, () => `${stream} has revision ${revision} twice`);
      order.revision = revision;
      if (type === 'InvoiceAdded' || type === 'ReturnInvoiced') {
        add(order, data, type === 'InvoiceAdded');
        claim(stream, data);
      }
      if (type !== 'TrackingUpdated') return;
      must(17, order.documents.has(data.invoiceNumber), () => `${stream} tracks no invoice`);
      const told = order.packages.get(data.invoiceNumber) ?? new Set();
      if (data.trackingNumber !== null) told.add(data.trackingNumber);
      order.packages.set(data.invoiceNumber, told);
    },
  };
};
