import { describe, expect, it } from '@jest/globals';
import type { Money, OrderId } from '@facture/order';
import * as E from 'fp-ts/Either';

import { failureOf } from './failure';
import { parseJson } from './json';
import { decodeNotification } from './notification';
import { errorCodes, type Refusal } from './refusal';
import { documentNotification, sent, submission } from './testing/documents';
import { codes, refusalOf, refusals } from './testing/refusals';

const { orderId } = submission;
const brl = (amountMinor: number) => ({ amountMinor, currency: 'BRL' }) as Money;

describe('a failure', () => {
  it.each(codes)('tells %s in full sentences', (code) => {
    expect(failureOf(refusalOf(code)).message).toBe(refusals[code][1]);
  });

  it.each(codes)('has the status that %s is documented with, and survives JSON', (code) => {
    const failure = failureOf(refusalOf(code));
    expect(failure).toMatchObject({ code, status: errorCodes[code].status });
    expect(JSON.parse(JSON.stringify(failure))).toEqual(failure);
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

  it('lists at most 100 of the SKU ids there are', () => {
    expect(failureOf(refusalOf('UnknownItem')).facts['known']).toHaveLength(100);
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
