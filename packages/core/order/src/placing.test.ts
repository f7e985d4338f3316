import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { decide } from './order';
import { initialState } from './state';
import {
  accepted,
  adjustment,
  AT,
  amountOf,
  BRL,
  commandIdOf,
  given,
  line,
  ORDER_ID,
  placing,
  RECEIPT,
  receiptOf,
  refusal,
  SELLER_ID,
  timestampOf,
} from './testing/samples';

const MAX = Number.MAX_SAFE_INTEGER;
const documented = placing([line('345117', 1, 9003)], [adjustment('shipping', 505)]);

describe('placing an order', () => {
  it('states every field of it once', () => {
    expect(accepted(documented, initialState)).toStrictEqual([
      {
        type: 'OrderPlaced',
        data: {
          orderId: ORDER_ID,
          sellerId: SELLER_ID,
          currency: BRL,
          valueMinor: 9508,
          lines: [
            {
              skuId: '345117',
              description: null,
              quantity: 1,
              unitPriceMinor: 9003,
              amountMinor: 9003,
              discountMinor: 0,
            },
          ],
          adjustments: [{ kind: 'shipping', label: 'shipping', amountMinor: 505 }],
          receipt: RECEIPT,
          occurredAt: AT,
        },
      },
    ]);
  });

  it('keeps nothing that is not in the vocabulary', () => {
    const talkative = placing(
      [{ ...line('A', 1, 5), more: 1 } as ReturnType<typeof line>],
      [{ ...adjustment('tax', 1), more: 1 } as ReturnType<typeof adjustment>],
    );
    expect(JSON.stringify(accepted(talkative, initialState))).not.toContain('more');
  });

  it('takes any amounts that add up, to the last that an amount can hold', () => {
    expect(refusal(placing([]), initialState)).toBeUndefined();
    expect(refusal(placing([line('A', 1, MAX)]), initialState)).toBeUndefined();
    expect(
      refusal(placing([line('A', 1, MAX - 1)], [adjustment('other', 1)]), initialState),
    ).toBeUndefined();
    expect(
      refusal(placing([line('A', 1, 10)], [adjustment('discount', -10)]), initialState),
    ).toBeUndefined();
  });

  it('refuses what does not add up, with the exact sum', () => {
    expect(refusal({ ...documented, valueMinor: amountOf(9507) }, initialState)).toStrictEqual({
      type: 'OrderDoesNotAddUp',
      orderId: ORDER_ID,
      value: { amountMinor: 9507, currency: BRL },
      sum: '9508',
    });
  });

  const money = (amountMinor: number) => ({ amountMinor, currency: BRL });
  const outOfRange = (field: string, attempted: string) => ({
    type: 'AmountOutOfRange',
    orderId: ORDER_ID,
    field,
    minimum: money(0),
    maximum: money(MAX),
    attempted,
  });

  it.each([
    ['valueMinor', '-1', placing([], [adjustment('discount', -1)])],
    [
      'lines[1].unitPriceMinor',
      '-1',
      placing([line('A', 1, 5), line('B', 1, 5, { unitPriceMinor: amountOf(-1) })]),
    ],
    [
      'lines[1].amountMinor',
      '-1',
      placing([line('A', 1, 5), line('B', 1, -1, { unitPriceMinor: amountOf(0) })]),
    ],
    ['lines[0].discountMinor', '-1', placing([line('A', 1, 5, { discountMinor: amountOf(-1) })])],
    [
      'lines',
      '9007199254740992',
      placing([line('A', 1, MAX), line('B', 1, 1)], [adjustment('discount', -1)], {
        valueMinor: amountOf(MAX),
      }),
    ],
    [
      'adjustments',
      '36028797018964064',
      placing(
        [line('A', 1, 100)],
        [MAX, MAX, -MAX, -MAX].map((amount) => adjustment('other', amount)),
        { valueMinor: amountOf(100) },
      ),
    ],
  ])('refuses %s out of range, naming it with its digits', (field, attempted, command) => {
    expect(refusal(command, initialState)).toStrictEqual(outOfRange(field, attempted));
  });
});

describe('placing an order twice', () => {
  const state = given(documented);

  it('with the same content writes nothing', () => {
    const again = {
      ...documented,
      commandId: commandIdOf('another'),
      at: timestampOf('2020-01-01T00:00:00.000Z'),
      receipt: receiptOf('0'.repeat(32)),
    };
    expect(decide(again, state)).toStrictEqual(E.right([]));
  });
});
