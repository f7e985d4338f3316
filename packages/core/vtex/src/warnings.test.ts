import { describe, expect, it } from '@jest/globals';

import { notificationWith } from './testing/documents';

const item = { id: '345117', quantity: 1, price: 9003 };

describe('unknown fields', () => {
  it('are ignored and named in warnings', () => {
    const notification = notificationWith({
      cfop: '5100',
      volumes: 1,
      items: [
        { ...item, weight: 1 },
        { ...item, weight: 2, ean: null },
      ],
    });
    expect(notification.warnings).toEqual([
      { type: 'UnknownField', field: 'cfop' },
      { type: 'UnknownField', field: 'volumes' },
      { type: 'UnknownField', field: 'items[].weight' },
      { type: 'UnknownField', field: 'items[].ean' },
    ]);
    expect(notification.items).toHaveLength(2);
  });

  it('are none of those that a notification may have', () => {
    const known = { invoiceKey: 'key', invoiceUrl: 'url', embeddedInvoice: 'text' };
    const items = [{ ...item, itemIndex: 0, description: 'text' }];
    expect(notificationWith({ ...known, items }).warnings).toEqual([]);
  });

  it('are named up to 50, each up to 64 characters', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`${index}-${'x'.repeat(1_000)}`, index]),
    );
    const { warnings } = notificationWith(many);
    expect(warnings).toHaveLength(50);
    expect(warnings.every(({ field }) => field.length <= 65)).toBe(true);
  });
});

describe('the key of an invoice', () => {
  it('is warned of where its check digit is wrong, and kept', () => {
    const invoiceKey = '35201100063960001504590006629690333214542150';
    expect(notificationWith({ invoiceKey })).toMatchObject({
      invoiceKey,
      warnings: [{ type: 'WrongCheckDigit', field: 'invoiceKey' }],
    });
    expect(notificationWith({ invoiceKey: invoiceKey.slice(0, 43) + '1' }).warnings).toEqual([]);
  });
});
