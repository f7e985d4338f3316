import { describe, expect, it } from '@jest/globals';
import type {
  CommandId,
  FieldDifference,
  InvoiceNumber,
  Money,
  OrderId,
  SkuId,
} from '@facture/order';
import * as E from 'fp-ts/Either';

import { acceptance, Acceptance } from './acceptance';
import { ErrorEnvelope, errorEnvelope, problemDocument, ProblemDocument } from './errorEnvelope';
import { failureOf } from './failure';
import { parseJson } from './json';
import { decodeNotification } from './notification';
import { errorCodes, type ErrorCode, type Refusal } from './refusal';
import { documentNotification, right, sent, submission } from './testing/documents';

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
const refusals: { readonly [Code in ErrorCode]: readonly [object, string] } = {
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

const codes = Object.keys(refusals) as ReadonlyArray<ErrorCode>;
const refusalOf = (type: ErrorCode) => ({ type, ...refusals[type][0] }) as Refusal;

describe('a failure', () => {
  it.each(codes)('tells %s in full sentences', (code) => {
    expect(failureOf(refusalOf(code)).message).toBe(refusals[code][1]);
  });

  it.each(codes)('has the status that %s is documented with, and survives JSON', (code) => {
    const failure = failureOf(refusalOf(code));
    expect(failure).toMatchObject({ code, status: errorCodes[code].status });
    expect(JSON.parse(JSON.stringify(failure))).toEqual(failure);
  });

  it.each(codes)('has an envelope and a problem document for %s', (code) => {
    const failure = failureOf(refusalOf(code));
    const envelope = errorEnvelope(failure);
    expect(right(ErrorEnvelope.decode(envelope))).toEqual(envelope);
    expect(envelope.error).toEqual({ code, message: failure.message, exception: null });
    expect(right(ProblemDocument.decode(problemDocument(failure)))).toMatchObject({
      ...failure.facts,
      type: `urn:facture:error:${code}`,
      status: failure.status,
      detail: failure.message,
    });
  });

  it('has a problem document of which each member is needed', () => {
    const whole = problemDocument(failureOf(refusalOf('RouteNotFound')));
    for (const member of ['type', 'title', 'status', 'detail', 'code', 'fields'])
      expect(ProblemDocument.is({ ...whole, [member]: undefined })).toBe(false);
  });

  it.each(codes)('has no facts of %s that it tells elsewhere, or nobody', (code) => {
    const elsewhere = ['type', 'problems', 'differences', 'reason', 'retryAfterMs'];
    const facts = Object.keys(failureOf(refusalOf(code)).facts);
    expect(facts.filter((name) => elsewhere.includes(name))).toEqual([]);
  });

  it.each(codes)('tells nothing of the inside of %s', (code) => {
    const text = JSON.stringify(failureOf(refusalOf(code)));
    expect(text).not.toMatch(/secret|sda1/);
  });

  it('names no order when the store failed for none', () => {
    const refusal: Refusal = { type: 'StoreFailed', reason: 'disk /dev/sda1' };
    expect(failureOf(refusal)).toMatchObject({
      message: 'The store cannot take this. Nothing was written: an operator must look at it.',
      facts: {},
    });
  });

  it('names the order that has the number already', () => {
    const usedBy = 'other' as OrderId;
    const refusal = {
      ...refusalOf('InvoiceNumberAlreadyUsed'),
      usedBy,
      differences: [],
    } as Refusal;
    expect(failureOf(refusal)).toMatchObject({
      message:
        'invoiceNumber NFe-1 stands on a document of order other. Send this document under a number of its own.',
      fields: [],
      facts: { orderId, invoiceNumber: 'NFe-1', usedBy: 'other' },
    });
  });

  it('names each differing field as the platform does, with both values, shortened', () => {
    expect(failureOf(refusalOf('InvoiceNumberAlreadyUsed')).fields).toEqual([
      { field: 'type', accepted: 'Output', attempted: null },
      { field: 'invoiceValue', accepted: 9508, attempted: null },
      { field: 'items[0].price', accepted: 9003, attempted: null },
      { field: 'embeddedInvoice', accepted: `${'x'.repeat(64)}…`, attempted: null },
    ]);
    expect(failureOf(refusalOf('OrderAlreadyPlaced')).fields).toMatchObject([
      { field: 'value' },
      { field: 'items[0].id' },
      { field: 'totals' },
    ]);
  });

  it('names each field of a document that is not as it must be', () => {
    expect(failureOf(refusalOf('InvalidDocument')).fields).toEqual([
      {
        field: 'type',
        expected: '"Output" for a sale or "Input" for a return, in any case',
        received: null,
      },
      {
        field: 'invoiceValue',
        expected: 'an integer of minor units above zero, such as 2499 for 24.99',
        received: '24.99',
      },
    ]);
  });

  it('stays short however much is wrong', () => {
    const items = Array(5_000).fill({ id: 'x'.repeat(129), quantity: 'y'.repeat(129) });
    const decoded = decodeNotification(sent({ ...documentNotification, items }));
    const failure = E.isLeft(decoded) ? failureOf(decoded.left) : undefined;
    expect(failure?.fields).toHaveLength(100);
    expect(failure?.message).toMatch(/; and 14990 more\. Nothing was written\.$/);
    expect(JSON.stringify(failure).length).toBeLessThan(25_000);
  });

  it('names the value of a document or of an order that is out of range', () => {
    const range = { orderId, field: 'valueMinor', maximum: brl(10), attempted: '0' };
    const type = 'AmountOutOfRange';
    expect(failureOf({ type, ...range, minimum: brl(1) })).toMatchObject({
      message: 'invoiceValue must be from 1 to 10 minor units of BRL, not 0.',
      facts: { field: 'invoiceValue' },
    });
    expect(failureOf({ type, ...range, minimum: brl(0) }).facts['field']).toBe('value');
  });

  it('says when to send the same again', () => {
    const waits = codes
      .map((code) => [code, failureOf(refusalOf(code)).retryAfterMs])
      .filter(([, wait]) => wait !== null);
    expect(Object.fromEntries(waits)).toEqual({
      Conflict: 1_000,
      StoreUnavailable: 1_000,
      NotCaughtUp: 1_000,
      LogUnavailable: 1_000,
      OutcomeUnknown: 1_000,
      TooManyRequests: 2_500,
      Overloaded: 500,
    });
  });

  it('tells JSON that is refused by its own code', () => {
    const refused = parseJson('{"type":"Output","type":"Input"}');
    expect(E.isLeft(refused) && failureOf(refused.left)).toMatchObject({
      code: 'DuplicateKey',
      facts: { path: 'type', line: 1, column: 18 },
    });
  });

  it('titles a problem in words', () => {
    expect(problemDocument(failureOf(refusalOf('InvoiceExceedsOrder')))).toMatchObject({
      title: 'Invoice exceeds order',
      remaining: { amountMinor: 505, currency: 'BRL' },
      attempted: { amountMinor: 9508, currency: 'BRL' },
    });
  });

  it('lists at most 100 of the SKU ids there are', () => {
    expect(failureOf(refusalOf('UnknownItem')).facts['known']).toHaveLength(100);
  });
});

describe('the table of codes', () => {
  it('has 400 for the malformed, 404, 409, 413, 422 and 503 for what they stand for', () => {
    const by = (status: number) => codes.filter((code) => errorCodes[code].status === status);
    expect(by(404)).toContain('OrderNotFound');
    expect(by(404)).toContain('InvoiceNotFound');
    expect(by(409)).toContain('InvoiceNumberAlreadyUsed');
    expect(by(413)).toEqual(['TooManyElements', 'BodyTooLarge']);
    expect(by(422)).toHaveLength(7);
    expect(by(503)).toHaveLength(5);
  });
});

describe('an acceptance', () => {
  it('has a date with an explicit offset', () => {
    const { receipt, at: occurredAt } = submission;
    const accepted = acceptance({ orderId, receipt, occurredAt });
    expect(right(Acceptance.decode(accepted))).toEqual({
      date: '2022-11-04T14:49:17.107+00:00',
      orderId: '00-v5195004lux-01',
      receipt: '527b1ae251264ef1b7a9b597cd8f16b9',
    });
  });
});

describe('a refusal that thousands of fields differ for', () => {
  it('puts into words only what it tells', () => {
    const told = { field: 'valueMinor', accepted: 1, attempted: 2 };
    const untold = {
      ...told,
      get field(): string {
        throw new Error('nobody is told of this one');
      },
    };
    const differences = Array.from({ length: 5_000 }, (_, at) => (at < 100 ? told : untold));
    const { fields, message } = failureOf({
      type: 'OrderAlreadyPlaced',
      orderId: 'o' as OrderId,
      differences,
    });
    expect(fields).toHaveLength(100);
    expect(message).toContain('and 4990 more');
  });
});
