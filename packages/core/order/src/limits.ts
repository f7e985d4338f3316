import type { AddDocument, PlaceOrder } from './commands';
import type { OrderError } from './errors';
import { clampAmount, type AmountMinor, type Currency } from './money';
import { magnitude } from './rounding';
import { moneyOf, remaining, returnable, type PlacedOrder } from './state';

const exact = ({ amountMinor }: { readonly amountMinor: AmountMinor }): bigint =>
  BigInt(amountMinor);

const sum = (amounts: ReadonlyArray<bigint>): bigint =>
  amounts.reduce((total, amount) => total + amount, 0n);

const outOfRange = (
  { orderId, currency }: { readonly orderId: PlaceOrder['orderId']; readonly currency: Currency },
  field: string,
  minimum: bigint,
  attempted: bigint,
): OrderError | undefined =>
  attempted >= minimum && attempted <= BigInt(Number.MAX_SAFE_INTEGER)
    ? undefined
    : {
        type: 'AmountOutOfRange',
        orderId,
        field,
        minimum: { amountMinor: clampAmount(minimum), currency },
        maximum: { amountMinor: clampAmount(BigInt(Number.MAX_SAFE_INTEGER)), currency },
        attempted: attempted.toString(),
      };

/**
 * Finds what keeps an order from being placed: an amount below zero, lines and adjustments whose
 * sizes sum to more than an amount can hold, or which do not sum to the value. So no sum of amounts
 * of an order, in whatever order they are added, is ever beyond what an amount can hold.
 */
export const placementProblem = (command: PlaceOrder): OrderError | undefined => {
  const { orderId, currency, valueMinor, lines, adjustments } = command;
  const ofLines = sum(lines.map(exact));
  const ofAdjustments = adjustments.map(exact);
  const total = ofLines + sum(ofAdjustments);
  const amounts = [
    ['valueMinor', BigInt(valueMinor)] as const,
    ...lines.flatMap((line, index) => [
      [`lines[${index.toString()}].unitPriceMinor`, BigInt(line.unitPriceMinor)] as const,
      [`lines[${index.toString()}].amountMinor`, BigInt(line.amountMinor)] as const,
      [`lines[${index.toString()}].discountMinor`, BigInt(line.discountMinor)] as const,
    ]),
    ['lines', ofLines] as const,
    ['adjustments', ofLines + sum(ofAdjustments.map(magnitude))] as const,
  ];
  for (const [field, amount] of amounts) {
    const problem = outOfRange(command, field, 0n, amount);
    if (problem !== undefined) return problem;
  }
  return total === BigInt(valueMinor)
    ? undefined
    : {
        type: 'OrderDoesNotAddUp',
        orderId,
        value: { amountMinor: valueMinor, currency },
        sum: total.toString(),
      };
};

/** Finds what keeps a document's value from being accepted: not above zero, or beyond what is left. */
export const documentProblem = (
  command: AddDocument,
  order: PlacedOrder,
): OrderError | undefined => {
  const { orderId, documentType, valueMinor } = command;
  const money = moneyOf(order);
  const problem = outOfRange(order.placed, 'valueMinor', 1n, BigInt(valueMinor));
  if (problem !== undefined) return problem;
  const attempted = money(valueMinor);
  if (documentType === 'Output')
    return valueMinor > remaining(order)
      ? { type: 'InvoiceExceedsOrder', orderId, remaining: money(remaining(order)), attempted }
      : undefined;
  return valueMinor > returnable(order)
    ? { type: 'ReturnExceedsInvoiced', orderId, returnable: money(returnable(order)), attempted }
    : undefined;
};
