import { describe, expect, it } from '@jest/globals';

import { notificationField, orderField } from './platformFields';

describe('the platform names', () => {
  it.each([
    ['documentType', 'type'],
    ['valueMinor', 'invoiceValue'],
    ['issuedAt', 'issuanceDate'],
    ['items[3].skuId', 'items[3].id'],
    ['items[0].unitPriceMinor', 'items[0].price'],
    ['items[0].lineIndex', 'items[0].itemIndex'],
    ['items[0].quantity', 'items[0].quantity'],
  ])('%s of a notification %s', (field, name) => {
    expect(notificationField(field)).toBe(name);
  });

  it.each([
    ['sellerId', 'items[].seller'],
    ['currency', 'storePreferencesData.currencyCode'],
    ['valueMinor', 'value'],
    ['lines[12].skuId', 'items[12].id'],
    ['lines[0].description', 'items[0].name'],
    ['lines[0].unitPriceMinor', 'items[0].price'],
    ['lines[0].amountMinor', 'items[0].priceDefinition.total'],
    ['lines[0].discountMinor', 'items[0].discount'],
    ['lines[0].quantity', 'items[0].quantity'],
    ['adjustments[0].amountMinor', 'totals'],
  ])('%s of an order %s', (field, name) => {
    expect(orderField(field)).toBe(name);
  });
});
