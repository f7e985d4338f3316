import type { CommandId, FieldDifference, InvoiceNumber, Money, SkuId } from '@facture/order';

import type { ErrorCode, Refusal } from '../refusal';
import { submission } from './documents';

const { orderId } = submission;
const brl = (amountMinor: number) => ({ amountMinor, currency: 'BRL' }) as Money;
const invoiceNumber = 'NFe-1' as InvoiceNumber;
const skuId = '345117' as SkuId;
const place = { path: 'items[0].id', line: 1, column: 12 };
const item = { orderId, skuId, lineIndex: null, left: 1, attempted: 2 };
const differing = (field: string, accepted: FieldDifference['accepted']): FieldDifference => ({
  field,
  accepted,
  attempted: null,
});

/** One refusal for each code there is, and the message it makes. */
export const refusals: { readonly [Code in ErrorCode]: readonly [object, string] } = {
  MalformedRequest: [{}, 'The request cannot be read. Check its path, query and headers.'],
  MalformedJson: [
    { ...place, path: '' },
    'The body at line 1, column 12 is not well-formed JSON. Send one JSON object.',
  ],
  DuplicateKey: [
    place,
    'items[0].id at line 1, column 12 stands twice in its object. Send it once.',
  ],
  ForbiddenKey: [
    place,
    'items[0].id at line 1, column 12 is no name that a field may have. Leave it out.',
  ],
  LoneSurrogate: [
    place,
    'items[0].id at line 1, column 12 holds half of a surrogate pair. Send well-formed Unicode text.',
  ],
  TooDeep: [
    place,
    'items[0].id at line 1, column 12 nests deeper than 32 levels. Send a flatter document.',
  ],
  TooManyElements: [
    { ...place, path: 'items' },
    'items at line 1, column 12 has more than 5000 elements. Split the document.',
  ],
  InvalidDocument: [
    {
      problems: [
        { field: 'type', expected: 'documentType', received: null },
        { field: 'invoiceValue', expected: 'documentValue', received: '24.99' },
      ],
    },
    'type is missing: it must be "Output" for a sale or "Input" for a return, in any case; invoiceValue must be an integer of minor units above zero, such as 2499 for 24.99, not 24.99. Nothing was written.',
  ],
  NoValidKey: [
    {},
    'The headers X-VTEX-API-AppKey and X-VTEX-API-AppToken name no valid key. Send a key and its token.',
  ],
  MissingResource: [
    { resource: 'Notify invoice' },
    'The key lacks the resource "Notify invoice". Use a key with a role that has it.',
  ],
  RouteNotFound: [
    { method: 'GET', path: '/nowhere' },
    'There is no route GET /nowhere. See /openapi.json for the routes there are.',
  ],
  MethodNotAllowed: [
    { method: 'DELETE', path: '/api/orders', allowed: ['GET', 'POST'] },
    '/api/orders does not take DELETE. Send GET or POST.',
  ],
  OrderNotFound: [
    { orderId },
    'Order 00-v5195004lux-01 does not exist. Place it with POST /api/orders first, or check its orderId.',
  ],
  InvoiceNotFound: [
    { orderId, invoiceNumber },
    'Order 00-v5195004lux-01 has no invoice NFe-1. Notify it first, or check its invoiceNumber.',
  ],
  NoSuchRevision: [
    { orderId, revision: 7, last: 2 },
    'Order 00-v5195004lux-01 has no revision 7. Ask for a revision from 0 to 2.',
  ],
  OrderNotYetPlaced: [
    { orderId, at: '2021-01-01T00:00:00.000Z', placedAt: '2022-01-01T00:00:00.000Z' },
    'Order 00-v5195004lux-01 was placed at 2022-01-01T00:00:00.000Z, after 2021-01-01T00:00:00.000Z. Ask for a later moment.',
  ],
  NothingSealed: [
    {},
    'Nothing is sealed yet, or this service keeps no log. Ask again later, or ask a service that seals.',
  ],
  EventNotSealed: [
    { position: 12n, size: 7 },
    'The log of 7 events has none of position 12. Ask again later, or check the position in the history of its order.',
  ],
  NoSuchLogSize: [
    { size: 8, largest: 7 },
    'The log has no size 8 to prove. Ask for a size from 1 to 7.',
  ],
  OrderAlreadyPlaced: [
    {
      orderId,
      differences: [
        differing('valueMinor', 9508),
        differing('lines[0].skuId', '1'),
        differing('adjustments[0].amountMinor', 505),
      ],
    },
    'Order 00-v5195004lux-01 was placed with other content: value was 9508 and is now nothing; items[0].id was "1" and is now nothing; totals was 505 and is now nothing. Place another order under an orderId of its own.',
  ],
  InvoiceNumberAlreadyUsed: [
    {
      orderId,
      invoiceNumber,
      usedBy: orderId,
      differences: [
        differing('documentType', 'Output'),
        differing('valueMinor', 9508),
        differing('items[0].unitPriceMinor', 9003),
        differing('embeddedInvoice', 'x'.repeat(100)),
      ],
    },
    `invoiceNumber NFe-1 stands on another document of order 00-v5195004lux-01: type was "Output" and is now nothing; invoiceValue was 9508 and is now nothing; items[0].price was 9003 and is now nothing; embeddedInvoice was "${'x'.repeat(64)}…" and is now nothing. Send a new document under a number of its own.`,
  ],
  Conflict: [
    { orderId, attempts: 5 },
    'Other writers came first at order 00-v5195004lux-01 each time. Nothing was written: send the same body again.',
  ],
  CommandIdReused: [
    { orderId, commandId: 'c-1' as CommandId },
    'Command id c-1 belongs to another command of order 00-v5195004lux-01. Send this one under an id of its own.',
  ],
  BodyTooLarge: [
    { maximumBytes: 1_048_576 },
    'The body is larger than 1048576 bytes. Send invoiceUrl instead of embeddedInvoice, or split the document.',
  ],
  UnsupportedMediaType: [
    {},
    'The body is not sent as JSON. Send it with Content-Type application/json.',
  ],
  OrderDoesNotAddUp: [
    { orderId, value: brl(9508), sum: '9003' },
    'value is BRL 95.08 (9508), but items and totals sum to 9003. Send a value that is their sum.',
  ],
  AmountOutOfRange: [
    { orderId, field: 'lines[0].amountMinor', minimum: brl(0), maximum: brl(10), attempted: '-1' },
    'items[0].priceDefinition.total must be from 0 to 10 minor units of BRL, not -1.',
  ],
  InvoiceExceedsOrder: [
    { orderId, remaining: brl(505), attempted: brl(9508) },
    'invoiceValue is BRL 95.08 (9508), but only BRL 5.05 (505) of order 00-v5195004lux-01 is left to invoice. Send at most that.',
  ],
  ReturnExceedsInvoiced: [
    { orderId, returnable: brl(0), attempted: brl(9508) },
    'invoiceValue is BRL 95.08 (9508), but only BRL 0.00 (0) of order 00-v5195004lux-01 may still be returned. Send at most that.',
  ],
  QuantityExceedsLine: [
    item,
    'quantity of item 345117 is 2, but only 1 are left to invoice. Send at most that.',
  ],
  ReturnQuantityExceedsInvoiced: [
    { ...item, lineIndex: 0 },
    'quantity of item 345117 with itemIndex 0 is 2, but only 1 may still be returned. Send at most that.',
  ],
  UnknownItem: [
    { orderId, skuId, lineIndex: null, known: Array.from({ length: 200 }, (_, n) => `${n}`) },
    'item 345117 is on no line of order 00-v5195004lux-01. Send id as one of its SKU ids: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 190 more.',
  ],
  TooManyRequests: [
    { retryAfterMs: 2_500 },
    'There were too many requests with this key. Wait as long as Retry-After says.',
  ],
  InternalError: [{}, 'The service failed. Send the same body again; nothing is written twice.'],
  StoreFailed: [
    { orderId, reason: 'disk /dev/sda1' },
    'The store cannot take this for order 00-v5195004lux-01. Nothing was written: an operator must look at it.',
  ],
  RevisionGap: [
    { orderId, expected: 2, actual: 4 },
    'Order 00-v5195004lux-01 lacks its event 2: an operator must look at it.',
  ],
  OrderNotPlaced: [
    { firstEvent: 'InvoiceAdded' },
    'The history does not begin with the placing of an order: an operator must look at it.',
  ],
  StreamQuarantined: [
    { stream: 'order-1', revision: 3, position: 12n, reason: 'secret' },
    'Event 3 of order-1 cannot be read. Nothing was written: an operator must mend it.',
  ],
  StoreUnavailable: [
    { orderId, reason: 'disk /dev/sda1' },
    'The store is away. Nothing was written: send the same body again later.',
  ],
  NotCaughtUp: [
    { position: 2n ** 70n },
    'Position 1180591620717411303424 has not been read from the store yet. Send the same again later.',
  ],
  LogUnavailable: [
    { reason: 'disk /dev/sda1' },
    'The log of proofs cannot be read. Send the same again later.',
  ],
  OutcomeUnknown: [
    { orderId, reason: 'disk /dev/sda1' },
    'The answer of the store was lost, and the outcome is unknown. Retry with the same body: nothing is written twice.',
  ],
  Overloaded: [
    { retryAfterMs: 500 },
    'The service has too much to do. Nothing was written: send the same body again later.',
  ],
};

/** The codes there are. */
export const codes = Object.keys(refusals) as ReadonlyArray<ErrorCode>;

/** The refusal of a code. */
export const refusalOf = (type: ErrorCode) => ({ type, ...refusals[type][0] }) as Refusal;
