import type { Handled, HandleError } from '@facture/contract';
import type { DocumentItem, DocumentType, OrderError } from '@facture/order';
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

/** How an order stands at some moment, as far as a request asks for it. */
export interface Standing {
  readonly revision: number;
  readonly invoiced: bigint;
  readonly returned: bigint;
  /** Whether the document is there that the request is about. */
  readonly hasDocument: boolean;
}

/** Notes how an order stands before a request is sent. */
export const standingOf = (request: Request, order: ModelOrder | undefined): Standing | undefined =>
  order && {
    revision: order.revision,
    invoiced: order.invoiced,
    returned: order.returned,
    hasDocument: request.type !== 'PlaceOrder' && order.documents.has(request.invoiceNumber),
  };

/**
 * Checks that what was acknowledged is there, and that the answer is the first one. Throws a
 * `Violation` when it is not.
 */
export const checkAccepted = (
  request: Request,
  { state }: Handled,
  order: ModelOrder | undefined,
): void => {
  const missing = (what: string) =>
    new Violation(29, `${request.orderId} ${what} was acknowledged and is not there`);
  if (order === undefined) throw missing('');
  if (request.type === 'PlaceOrder') return;
  const { invoiceNumber, tracking } = request;
  const document = order.documents.get(invoiceNumber);
  if (request.type === 'AddDocument' && document?.receipt !== request.receipt)
    throw missing(invoiceNumber);
  const told = state.type === 'PlacedOrder' ? state.documents.get(invoiceNumber)?.data : undefined;
  if (told?.receipt !== document?.receipt || told?.occurredAt !== document?.occurredAt)
    throw new Violation(17, `${request.orderId} ${invoiceNumber} was answered in another way`);
  const { trackingNumber } = tracking;
  const parcels = order.packages.get(invoiceNumber);
  if (trackingNumber !== null && parcels?.has(trackingNumber) !== true)
    throw missing(`${invoiceNumber} ${trackingNumber}`);
};

type Refused<T extends OrderError['type']> = Extract<HandleError, { readonly type: T }>;

const sum = (items: ReadonlyArray<DocumentItem>): bigint =>
  items.reduce((units, { quantity }) => units + BigInt(quantity), 0n);

/** How many units of each line are left, to invoice or to return. */
const unitsLeft = (order: ModelOrder, type: DocumentType): ReadonlyArray<bigint> => {
  const isInvoiced = order.invoiced === order.value;
  return order.lines.map(({ quantity, invoiced, returned }) =>
    type === 'Output' ? quantity - invoiced : (isInvoiced ? quantity : invoiced) - returned,
  );
};

/** Whether the items of a SKU fit its lines, wherever they name one. */
const fits = (order: ModelOrder, request: Request, skuId: string): boolean => {
  if (request.type !== 'AddDocument') return true;
  const ofSku = request.items.filter((item) => item.skuId === skuId);
  const left = unitsLeft(order, request.documentType);
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
  { usedBy, invoiceNumber, differences }: Refused<'InvoiceNumberAlreadyUsed'>,
  { model, wasClaimed }: Judging,
): boolean => {
  if (request.type !== 'AddDocument') return true;
  const used = model.order(usedBy)?.documents.get(invoiceNumber);
  if (usedBy === request.orderId) return used?.receipt === request.receipt || !differences.length;
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
      return mustNot(24, order === undefined || fits(order, request, refusal.skuId));
    case 'ReturnExceedsInvoiced':
      return mustNot(14, !judging.mayLag && couldComeBack(request, before, order));
    case 'OrderNotFound':
      return mustNot(29, !judging.mayLag && before !== undefined);
    case 'ReturnQuantityExceedsInvoiced':
      // More may have been sold or come back since it was read.
      return mustNot(
        14,
        before !== undefined &&
          before.revision === order?.revision &&
          !judging.mayLag &&
          fits(order, request, refusal.skuId),
      );
    case 'InvoiceNotFound':
      return mustNot(22, !judging.mayLag && before?.hasDocument === true);
    case 'StoreFailed':
    case 'OrderAlreadyPlaced':
    case 'StreamQuarantined':
    case 'CommandIdReused':
    case 'OrderDoesNotAddUp':
    case 'UnknownItem':
      return mustNot(27, true);
    // Whether this is right depends on what was stored when the order was read.
    case 'AmountOutOfRange':
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
