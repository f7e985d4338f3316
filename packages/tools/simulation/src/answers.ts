import type { HandleError } from '@facture/contract';
import type { DocumentItem, OrderError } from '@facture/order';
import { absurd } from 'fp-ts/function';

import type { Backend } from './backends/backend';
import { Violation, type Model, type ModelOrder } from './model';
import type { Request } from './requests';

/** What a refusal is judged by. */
export interface Judging {
  readonly model: Model;
  readonly wasClaimed: Backend['wasClaimed'];
  /** Whether readings may be of the past. */
  readonly mayLag: boolean;
}

/** What could come back of an order at some moment. */
export interface Standing {
  readonly invoiced: bigint;
  readonly returned: bigint;
}

/** Notes how an order stands before a request is sent. */
export const standingOf = (order: ModelOrder | undefined): Standing | undefined =>
  order && { invoiced: order.invoiced, returned: order.returned };

/** Checks that what was acknowledged is there. Throws a `Violation` when it is not. */
export const checkAccepted = (request: Request, order: ModelOrder | undefined): void => {
  const missing = (what: string) =>
    new Violation(29, `${request.orderId} ${what} was acknowledged and is not there`);
  if (order === undefined) throw missing('');
  if (request.type === 'PlaceOrder') return;
  const { invoiceNumber, tracking } = request;
  if (request.type === 'AddDocument' && order.receipts.get(invoiceNumber) !== request.receipt)
    throw missing(invoiceNumber);
  const { trackingNumber } = tracking;
  const told = order.packages.get(invoiceNumber);
  if (trackingNumber !== null && told?.has(trackingNumber) !== true)
    throw missing(`${invoiceNumber} ${trackingNumber}`);
};

type Refused<T extends OrderError['type']> = Extract<HandleError, { readonly type: T }>;

const sum = (items: ReadonlyArray<DocumentItem>): bigint =>
  items.reduce((units, { quantity }) => units + BigInt(quantity), 0n);

/** Whether the items of a SKU fit its lines, wherever they name one. */
const fits = (order: ModelOrder, items: ReadonlyArray<DocumentItem>, skuId: string): boolean => {
  const ofSku = items.filter((item) => item.skuId === skuId);
  const left = order.lines.map((line) => line.quantity - line.invoiced);
  const ofLines = order.lines.reduce(
    (units, line, index) => (line.skuId === skuId ? units + (left[index] ?? 0n) : units),
    0n,
  );
  const fitsLine = (_: unknown, index: number): boolean =>
    sum(ofSku.filter(({ lineIndex }) => lineIndex === index)) <= (left[index] ?? 0n);
  return sum(ofSku) <= ofLines && order.lines.every(fitsLine);
};

const isUsedWrongly = (
  request: Request,
  { usedBy, invoiceNumber }: Refused<'InvoiceNumberAlreadyUsed'>,
  { model, wasClaimed }: Judging,
): boolean => {
  if (request.type !== 'AddDocument') return true;
  const used = model.order(usedBy)?.receipts.get(invoiceNumber);
  if (usedBy === request.orderId && used === request.receipt) return true;
  return used === undefined && !wasClaimed(usedBy, invoiceNumber);
};

/** Whether a return fitted all the time: nothing came back since, and more can only have gone. */
const couldComeBack = (
  request: Request,
  before: Standing | undefined,
  order: ModelOrder | undefined,
): boolean =>
  request.type === 'AddDocument' &&
  before !== undefined &&
  before.returned === order?.returned &&
  BigInt(request.valueMinor) <= before.invoiced - before.returned;

/** A request that was refused, how its order stood before, and why it was refused. */
interface RefusedRequest {
  readonly request: Request;
  readonly before: Standing | undefined;
  readonly refusal: HandleError;
}

/** Checks that a refusal is right. Throws a `Violation` when it cannot be. */
export const checkRefused = (
  { request, before, refusal }: RefusedRequest,
  judging: Judging,
): void => {
  const order = judging.model.order(request.orderId);
  const mustNot = (property: number, isWrong: boolean): void => {
    if (isWrong)
      throw new Violation(
        property,
        `${request.orderId} was refused wrongly: ${JSON.stringify(refusal)}`,
      );
  };
  const isDocument = request.type === 'AddDocument';
  switch (refusal.type) {
    case 'InvoiceNumberAlreadyUsed':
      return mustNot(18, isUsedWrongly(request, refusal, judging));
    case 'InvoiceExceedsOrder':
      // What is left only shrinks: it was too little when the order was read, and still is.
      return mustNot(
        20,
        !isDocument ||
          order === undefined ||
          order.invoiced + BigInt(request.valueMinor) <= order.value,
      );
    case 'QuantityExceedsLine':
      return mustNot(
        24,
        !isDocument || order === undefined || fits(order, request.items, refusal.skuId),
      );
    case 'ReturnExceedsInvoiced':
      return mustNot(14, !judging.mayLag && couldComeBack(request, before, order));
    case 'OrderNotFound':
      return mustNot(29, !judging.mayLag && before !== undefined);
    case 'StoreFailed':
    case 'StreamQuarantined':
    case 'CommandIdReused':
    case 'OrderDoesNotAddUp':
    case 'UnknownItem':
      return mustNot(27, true);
    // Whether these are right depends on what was stored when the order was read.
    case 'AmountOutOfRange':
    case 'InvoiceNotFound':
    case 'OrderAlreadyPlaced':
    case 'ReturnQuantityExceedsInvoiced':
      return;
    // These say nothing of the request: it is sent again.
    case 'Conflict':
    case 'OutcomeUnknown':
    case 'StoreUnavailable':
      return;
    default:
      absurd(refusal);
  }
};
