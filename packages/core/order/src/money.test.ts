import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import {
  AmountMinor,
  amountFromBigInt,
  clampAmount,
  Currency,
  formatAmount,
  minus,
  Money,
  parseAmount,
  plus,
  sumAmounts,
  ZERO,
} from './money';
import { amountOf } from './testing/samples';

const MAX = Number.MAX_SAFE_INTEGER;
const BOUND = 9007199254740991n;

describe('an amount', () => {
  it.each([0, 1, -1, MAX, -MAX])('can be %d', (n) => {
    expect(AmountMinor.is(n)).toBe(true);
  });

  it.each([-0, 0.5, NaN, Infinity, -Infinity, MAX + 1, -MAX - 1, '1', 1n, null, undefined])(
    'cannot be %p',
    (value) => {
      expect(AmountMinor.is(value)).toBe(false);
    },
  );

  it('is named by its codec', () => {
    expect([AmountMinor.name, Currency.name, Money.name]).toEqual([
      'AmountMinor',
      'Currency',
      'Money',
    ]);
  });
});

describe('a currency', () => {
  it.each(['BRL', 'EUR', 'XXX'])('can be %s', (code) => {
    expect(Currency.is(code)).toBe(true);
  });

  it.each(['', 'brl', 'BR', 'BRLX', 'xBRL', 'R$ ', 'BR1', 986])('cannot be %p', (code) => {
    expect(Currency.is(code)).toBe(false);
  });
});

describe('money', () => {
  it('has an amount and a currency and nothing else', () => {
    expect(Money.decode({ amountMinor: 1, currency: 'BRL', more: 1 })).toEqual(
      E.right({ amountMinor: 1, currency: 'BRL' }),
    );
    expect(Money.is({ amountMinor: 1.5, currency: 'BRL' })).toBe(false);
    expect(Money.is({ amountMinor: 1 })).toBe(false);
  });
});

describe('an exact integer', () => {
  it.each([0n, 1n, -1n, BOUND, -BOUND])('%d is an amount', (exact) => {
    expect(amountFromBigInt(exact)).toEqual(E.right(Number(exact)));
    expect(clampAmount(exact)).toBe(Number(exact));
  });

  it.each([
    [BOUND + 1n, MAX],
    [BOUND + 2n, MAX],
    [-BOUND - 1n, -MAX],
    [2n ** 1100n, MAX],
    [-(2n ** 1100n), -MAX],
  ])('%d is beyond, and is refused with its digits or stays at the bound', (exact, bound) => {
    expect(amountFromBigInt(exact)).toEqual(
      E.left({ type: 'AmountOverflow', exact: exact.toString() }),
    );
    expect(clampAmount(exact)).toBe(bound);
  });
});

describe('a sum', () => {
  it('of no amount is zero', () => {
    expect(sumAmounts([])).toEqual(E.right(0));
    expect(ZERO).toBe(0);
  });

  it('may go beyond the bound on the way', () => {
    expect(sumAmounts([MAX, MAX, -MAX].map(amountOf))).toEqual(E.right(MAX));
  });

  it('beyond the bound is refused with its exact digits', () => {
    expect(sumAmounts([MAX, 2].map(amountOf))).toEqual(
      E.left({ type: 'AmountOverflow', exact: '9007199254740993' }),
    );
    expect(sumAmounts([-MAX, -2].map(amountOf))).toEqual(
      E.left({ type: 'AmountOverflow', exact: '-9007199254740993' }),
    );
  });

  it('of two stays at the bound', () => {
    expect(plus(amountOf(MAX), amountOf(1))).toBe(MAX);
    expect(minus(amountOf(-MAX), amountOf(1))).toBe(-MAX);
  });
});

describe('digits', () => {
  it.each([
    ['0', 0],
    ['2499', 2499],
    ['-1', -1],
    ['9007199254740991', MAX],
    ['-9007199254740991', -MAX],
  ])('%s are an amount', (digits, amount) => {
    expect(parseAmount(digits)).toBe(amount);
    expect(formatAmount(amountOf(amount))).toBe(digits);
  });

  it.each([
    '',
    '-',
    '-0',
    '+1',
    '00',
    '01',
    '-01',
    '24.99',
    '24,99',
    '24.',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '1\n',
    '1_000',
    '1n',
    '١',
    '１',
    'NaN',
    'Infinity',
    '--1',
    'x1',
    '9007199254740992',
    '9007199254740993',
    '-9007199254740992',
    '10000000000000000',
    '90071992547409910',
  ])('%p are no amount', (digits) => {
    expect(parseAmount(digits)).toBeUndefined();
  });
});
