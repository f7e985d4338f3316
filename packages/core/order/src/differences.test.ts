import { describe, expect, it } from '@jest/globals';

import type { AddDocument } from './commands';
import {
  adjustment,
  amountOf,
  currencyOf,
  given,
  invoicing,
  item,
  line,
  ORDER_ID,
  placing,
  quantityOf,
  refusal,
  sellerIdOf,
  skuIdOf,
  timestampOf,
  tracking,
} from './testing/samples';

const placed = placing([line('345117', 1, 9003)], [adjustment('shipping', 505)]);

describe('a document under a number already accepted', () => {
  const documented = invoicing('NFe-00001', 9508, [item('345117', 1)]);
  const order = given(placed, { ...documented, tracking: tracking({ courier: 'C' }) });
  const refused = (command: AddDocument) => refusal(command, order);

  it('with other content is refused, naming each differing field with both values', () => {
    expect(
      refused({
        ...documented,
        documentType: 'Input',
        valueMinor: amountOf(1),
        issuedAt: timestampOf('2013-11-22T00:00:00.000Z'),
        invoiceKey: 'key',
        invoiceUrl: 'url',
        embeddedInvoice: 'xml',
      }),
    ).toStrictEqual({
      type: 'InvoiceNumberAlreadyUsed',
      orderId: ORDER_ID,
      invoiceNumber: 'NFe-00001',
      usedBy: ORDER_ID,
      differences: [
        { field: 'documentType', accepted: 'Output', attempted: 'Input' },
        { field: 'valueMinor', accepted: 9508, attempted: 1 },
        {
          field: 'issuedAt',
          accepted: '2013-11-21T00:00:00.000Z',
          attempted: '2013-11-22T00:00:00.000Z',
        },
        { field: 'invoiceKey', accepted: null, attempted: 'key' },
        { field: 'invoiceUrl', accepted: null, attempted: 'url' },
        { field: 'embeddedInvoice', accepted: null, attempted: 'xml' },
      ],
    });
  });

  it('with other items is refused, naming each differing field of each item', () => {
    const other = item('other', 2, 1, { unitPriceMinor: amountOf(5), description: 'red' });
    expect(refused({ ...documented, items: [other, item('345117', 1)] })).toMatchObject({
      differences: [
        { field: 'items.length', accepted: 1, attempted: 2 },
        { field: 'items[0].skuId', accepted: '345117', attempted: 'other' },
        { field: 'items[0].lineIndex', accepted: null, attempted: 1 },
        { field: 'items[0].quantity', accepted: 1, attempted: 2 },
        { field: 'items[0].unitPriceMinor', accepted: 0, attempted: 5 },
        { field: 'items[0].description', accepted: null, attempted: 'red' },
        { field: 'items[1].skuId', accepted: null, attempted: '345117' },
        { field: 'items[1].quantity', accepted: null, attempted: 1 },
        { field: 'items[1].unitPriceMinor', accepted: null, attempted: 0 },
      ],
    });
    expect(refused({ ...documented, items: [] })).toMatchObject({
      differences: [
        { field: 'items.length', accepted: 1, attempted: 0 },
        { field: 'items[0].skuId', accepted: '345117', attempted: null },
        { field: 'items[0].quantity', accepted: 1, attempted: null },
        { field: 'items[0].unitPriceMinor', accepted: 0, attempted: null },
      ],
    });
  });
});

describe('an order under an id already placed', () => {
  const state = given(placed);

  const differing = (command: typeof placed) => {
    const error = refusal(command, state);
    return error?.type === 'OrderAlreadyPlaced' ? error : undefined;
  };

  it('with other content is refused with the differing fields', () => {
    expect(
      differing({
        ...placed,
        sellerId: sellerIdOf('other'),
        currency: currencyOf('EUR'),
        valueMinor: amountOf(1),
      }),
    ).toStrictEqual({
      type: 'OrderAlreadyPlaced',
      orderId: ORDER_ID,
      differences: [
        { field: 'sellerId', accepted: 'lux', attempted: 'other' },
        { field: 'currency', accepted: 'BRL', attempted: 'EUR' },
        { field: 'valueMinor', accepted: 9508, attempted: 1 },
      ],
    });
  });

  it('with another line is refused with each differing field of it', () => {
    const other = {
      skuId: skuIdOf('B'),
      description: 'red',
      quantity: quantityOf(2),
      unitPriceMinor: amountOf(1),
      amountMinor: amountOf(2),
      discountMinor: amountOf(3),
    };
    expect(differing({ ...placed, lines: [other] })?.differences).toStrictEqual([
      { field: 'lines[0].skuId', accepted: '345117', attempted: 'B' },
      { field: 'lines[0].description', accepted: null, attempted: 'red' },
      { field: 'lines[0].quantity', accepted: 1, attempted: 2 },
      { field: 'lines[0].unitPriceMinor', accepted: 9003, attempted: 1 },
      { field: 'lines[0].amountMinor', accepted: 9003, attempted: 2 },
      { field: 'lines[0].discountMinor', accepted: 0, attempted: 3 },
    ]);
  });

  it('with another adjustment is refused with each differing field of it', () => {
    const adjustments = [
      { kind: 'tax' as const, label: 'VAT', amountMinor: amountOf(1) },
      adjustment('shipping', 504),
    ];
    expect(differing({ ...placed, adjustments })?.differences).toStrictEqual([
      { field: 'adjustments.length', accepted: 1, attempted: 2 },
      { field: 'adjustments[0].kind', accepted: 'shipping', attempted: 'tax' },
      { field: 'adjustments[0].label', accepted: 'shipping', attempted: 'VAT' },
      { field: 'adjustments[0].amountMinor', accepted: 505, attempted: 1 },
      { field: 'adjustments[1].kind', accepted: null, attempted: 'shipping' },
      { field: 'adjustments[1].label', accepted: null, attempted: 'shipping' },
      { field: 'adjustments[1].amountMinor', accepted: null, attempted: 504 },
    ]);
  });

  it('with fewer lines is refused with what is missing', () => {
    expect(differing({ ...placed, lines: [] })?.differences).toContainEqual({
      field: 'lines.length',
      accepted: 1,
      attempted: 0,
    });
  });
});
