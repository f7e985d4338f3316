import * as fc from 'fast-check';

import type { PlaceOrder } from '../commands';
import type { Adjustment, AdjustmentKind, OrderLine } from '../events';
import type { OrderId, SellerId } from '../ids';
import { clampAmount } from '../money';
import { divideRounded } from '../rounding';
import { anyAmount, anyQuantity } from './amounts';
import {
  anyCommandId,
  anyCurrency,
  anyOrderId,
  anyReceipt,
  anySellerId,
  anySkuId,
  anyText,
  anyTextOrNone,
  anyTimestamp,
} from './names';

const PER_THOUSAND = 1000n;
const MAX = BigInt(Number.MAX_SAFE_INTEGER);

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const sum = (amounts: ReadonlyArray<bigint>): bigint => amounts.reduce((a, b) => a + b, 0n);

const anyPrice = (): fc.Arbitrary<bigint> =>
  fc
    .oneof(
      { withCrossShrink: true },
      { arbitrary: fc.nat(20), weight: 3 },
      { arbitrary: fc.nat(100_000), weight: 3 },
      { arbitrary: fc.constant(0), weight: 1 },
    )
    .map(BigInt);

/** How many thousandths of a sold unit a unit is priced by: mostly a whole one. */
const anyMultiplier = (): fc.Arbitrary<bigint> =>
  fc
    .oneof({ withCrossShrink: true }, fc.constant(1000), fc.integer({ min: 1, max: 3000 }))
    .map(BigInt);

/**
 * Any line: price × quantity × a multiplier that may be fractional, less a discount. Free lines and
 * amounts that are no multiple of the quantity are among them. Shrinks to one free unit.
 */
export const anyOrderLine = (): fc.Arbitrary<OrderLine> =>
  fc
    .record({
      skuId: anySkuId(),
      description: anyTextOrNone(),
      quantity: anyQuantity(),
      price: anyPrice(),
      multiplier: anyMultiplier(),
      discount: fc.oneof({ withCrossShrink: true }, fc.constant(0), fc.nat(50_000)).map(BigInt),
    })
    .map(({ skuId, description, quantity, price, multiplier, discount }) => {
      const units = price * BigInt(quantity) * multiplier;
      const gross = divideRounded(units, PER_THOUSAND, 'halfExpand');
      const taken = smaller(discount, gross);
      return {
        skuId,
        description,
        quantity,
        unitPriceMinor: clampAmount(price),
        amountMinor: clampAmount(gross - taken),
        discountMinor: clampAmount(taken),
      };
    });

interface Extra {
  readonly kind: AdjustmentKind;
  readonly label: string;
  readonly size: bigint;
}

const anyExtra = (): fc.Arbitrary<Extra> =>
  fc.record({
    kind: fc.constantFrom('shipping', 'tax', 'discount', 'interest', 'other'),
    label: anyText(),
    size: fc.oneof({ withCrossShrink: true }, fc.nat(20), fc.nat(10_000)).map(BigInt),
  });

/** Charges go up; a discount goes down, never by more than there is to pay. */
const adjustmentsTo = (
  ofLines: bigint,
  extras: ReadonlyArray<Extra>,
): ReadonlyArray<Adjustment> => {
  const charges = extras.filter(({ kind }) => kind !== 'discount');
  let payable = ofLines + sum(charges.map(({ size }) => size));
  return extras.map(({ kind, label, size }) => {
    const amount = kind === 'discount' ? -smaller(size, payable) : size;
    if (kind === 'discount') payable += amount;
    return { kind, label, amountMinor: clampAmount(amount) };
  });
};

/** Raises the first line until lines and adjustments together come that near to 2^53 − 1. */
const raised = (
  lines: ReadonlyArray<OrderLine>,
  extras: ReadonlyArray<Extra>,
  slack: bigint | undefined,
): ReadonlyArray<OrderLine> => {
  const [first, ...others] = lines;
  if (slack === undefined || first === undefined) return lines;
  const beside = sum([
    ...others.map(({ amountMinor }) => BigInt(amountMinor)),
    ...extras.map(({ size }) => size),
  ]);
  return [{ ...first, amountMinor: clampAmount(MAX - slack - beside) }, ...others];
};

/** What an arbitrary of orders leaves to whoever asks. */
export interface PlacingOptions {
  readonly orderId?: fc.Arbitrary<OrderId>;
  readonly sellerId?: fc.Arbitrary<SellerId>;
}

/**
 * Any order that can be placed: one to four lines, often of the same SKU, and up to three
 * adjustments that sum to the value with them; one order in ten comes near 2^53 − 1 minor units.
 * Shrinks to one free unit without adjustments.
 */
export const anyPlaceOrder = ({
  orderId = anyOrderId(),
  sellerId = anySellerId(),
}: PlacingOptions = {}): fc.Arbitrary<PlaceOrder> =>
  fc
    .record({
      orderId,
      sellerId,
      currency: anyCurrency(),
      lines: fc.array(anyOrderLine(), { minLength: 1, maxLength: 4 }),
      extras: fc.array(anyExtra(), { maxLength: 3 }),
      slack: fc.oneof(
        { withCrossShrink: true },
        { arbitrary: fc.constant(undefined), weight: 9 },
        { arbitrary: fc.nat(3).map(BigInt), weight: 1 },
      ),
      commandId: anyCommandId(),
      receipt: anyReceipt(),
      at: anyTimestamp(),
    })
    .map(({ lines: smallLines, extras, slack, ...command }) => {
      const lines = raised(smallLines, extras, slack);
      const ofLines = sum(lines.map(({ amountMinor }) => BigInt(amountMinor)));
      const adjustments = adjustmentsTo(ofLines, extras);
      const ofAdjustments = sum(adjustments.map(({ amountMinor }) => BigInt(amountMinor)));
      const valueMinor = clampAmount(ofLines + ofAdjustments);
      return { type: 'PlaceOrder', ...command, valueMinor, lines, adjustments };
    });

/** Any order that does not add up: its value is not what its lines and adjustments sum to. */
export const anyWrongPlaceOrder = (options: PlacingOptions = {}): fc.Arbitrary<PlaceOrder> =>
  fc
    .tuple(anyPlaceOrder(options), anyAmount())
    .filter(([command, valueMinor]) => valueMinor !== command.valueMinor)
    .map(([command, valueMinor]) => ({ ...command, valueMinor }));
