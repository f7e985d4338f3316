/** The platform's name of each field of a notification. */
const NOTIFICATION_FIELDS: ReadonlyMap<string, string> = new Map([
  ['documentType', 'type'],
  ['valueMinor', 'invoiceValue'],
  ['issuedAt', 'issuanceDate'],
  ['skuId', 'id'],
  ['unitPriceMinor', 'price'],
  ['lineIndex', 'itemIndex'],
]);

/** The platform's name of each field of an order document. */
const ORDER_FIELDS: ReadonlyMap<string, string> = new Map([
  ['sellerId', 'items[].seller'],
  ['currency', 'storePreferencesData.currencyCode'],
  ['valueMinor', 'value'],
  ['lines', 'items'],
  ['skuId', 'id'],
  ['description', 'name'],
  ['unitPriceMinor', 'price'],
  ['amountMinor', 'priceDefinition.total'],
  ['discountMinor', 'discount'],
]);

const renamed =
  (names: ReadonlyMap<string, string>) =>
  (path: string): string =>
    path.replace(/\w+/g, (name) => names.get(name) ?? name);

/** Names a field of a document as the platform does: `items[0].price`. */
export const notificationField = renamed(NOTIFICATION_FIELDS);

/**
 * Names a field of an order as the platform does. An adjustment may come from several totals, so
 * that only `totals` can be named.
 */
export const orderField = (path: string): string =>
  path.startsWith('adjustments') ? 'totals' : renamed(ORDER_FIELDS)(path);
