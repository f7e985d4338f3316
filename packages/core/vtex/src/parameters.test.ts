import { describe, expect, it } from '@jest/globals';

import {
  eventPositionParameter,
  invoiceNumberParameter,
  limitParameter,
  logSizeParameter,
  momentParameter,
  notBeforeParameter,
  orderIdParameter,
  positionParameter,
  revisionParameter,
} from './parameters';

describe('a parameter', () => {
  it.each([
    ['an order id', orderIdParameter, ' 00-v5195004lux-01', '00-v5195004lux-01'],
    ['an invoice number', invoiceNumberParameter, '1/2 #3% ', '1/2 #3%'],
    ['a revision', revisionParameter, '12', 12],
    ['a moment', momentParameter, '2022-02-01T10:00-03:00', '2022-02-01T13:00:00.000Z'],
    ['a position', positionParameter, '9223372036854775807', 9223372036854775807n],
    ['a position of 128 bits', eventPositionParameter, `${2n ** 128n - 1n}`, 2n ** 128n - 1n],
    ['a position to wait for', notBeforeParameter, '0', 0n],
    ['a limit', limitParameter, '100', 100],
    ['the least limit', limitParameter, '1', 1],
    ['a size', logSizeParameter('size'), '1', 1],
  ])('reads %s', (_, read, text, value) => {
    expect(read(text)).toEqual({ _tag: 'Right', right: value });
  });

  it.each([
    ['orderId', 'name', orderIdParameter, ' '],
    ['invoiceNumber', 'name', invoiceNumberParameter, 'a\nb'],
    ['revision', 'revision', revisionParameter, '-1'],
    ['revision', 'revision', revisionParameter, '01'],
    ['revision', 'revision', revisionParameter, '9007199254740992'],
    ['at', 'date', momentParameter, 'yesterday'],
    ['after', 'position', positionParameter, '1.5'],
    ['after', 'position', positionParameter, '1'.repeat(40)],
    ['notBefore', 'position', notBeforeParameter, '-1'],
    ['limit', 'limit', limitParameter, '0'],
    ['limit', 'limit', limitParameter, '101'],
    ['limit', 'limit', limitParameter, '1.0'],
    ['from', 'logSize', logSizeParameter('from'), '0'],
  ])('names %s, and what it must be, when it cannot be read', (field, expected, read, text) => {
    const problems = [{ field, expected }];
    expect(read(text)).toMatchObject({ left: { type: 'InvalidDocument', problems } });
  });

  it('is named when it is missing', () => {
    const missing = (field: string) => ({ left: { problems: [{ field, received: null }] } });
    expect(eventPositionParameter(undefined)).toMatchObject(missing('position'));
    expect(logSizeParameter('to')(undefined)).toMatchObject(missing('to'));
  });
});
