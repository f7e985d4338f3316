import { describe, expect, it } from '@jest/globals';
import { formatAmount, parseAmount } from '@facture/order';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { decodeDelivery } from './delivery';
import { failureOf } from './failure';
import type { InvalidDocument } from './fields';
import { parseJson, type Json } from './json';
import { decodeNotification } from './notification';
import { decodeOrderDocument } from './orderDocument';
import { decodePreview } from './preview';
import { documentNotification, documentOrder, jsonOf, right, sent } from './testing/documents';
import { decodeTracking } from './tracking';

const decoders: ReadonlyArray<(json: Json) => E.Either<InvalidDocument, unknown>> = [
  decodeNotification,
  decodeOrderDocument,
  decodeTracking,
  decodeDelivery,
  decodePreview,
];

const names = [
  ...Object.keys(documentNotification),
  ...Object.keys(documentOrder),
  ...['id', 'quantity', 'price', 'events', 'isDelivered', 'deliveredDate', 'priceDefinition'],
  ...['unitMultiplier', 'seller', 'itemIndex', 'dispatchDate', 'invoiceKey', 'city', 'date'],
];

/** Values of every kind under the names that documents have. */
const { anyNamed } = fc.letrec<{ anyNamed: unknown; anyValue: unknown }>((tie) => ({
  anyNamed: fc.dictionary(fc.constantFrom(...names), tie('anyValue'), { maxKeys: 12 }),
  anyValue: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, '', 'Output', '1', 1, 0, -1, 1.5, 1e300, '2022-02-01', true),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('anyNamed'), { maxLength: 3 }),
    tie('anyNamed'),
  ),
}));

const anyJsonValue = fc.jsonValue().filter((value) => E.isRight(parseJson(JSON.stringify(value))));

describe('decoding', () => {
  it('never throws on any JSON, and what it refuses can be told', () => {
    fc.assert(
      fc.property(fc.oneof(anyJsonValue, anyNamed), (document) => {
        const json = sent(document);
        for (const decode of decoders) {
          const decoded = decode(json);
          if (E.isLeft(decoded))
            expect(failureOf(decoded.left)).toMatchObject({ status: 400, code: 'InvalidDocument' });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads a document with one field spoilt, or names that field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(documentNotification)),
        anyJsonValue,
        (field, value) => {
          const spoilt = { ...documentNotification, [field]: value };
          const decoded = decodeNotification(sent(spoilt));
          if (E.isLeft(decoded))
            for (const problem of decoded.left.problems)
              expect(problem.field.startsWith(field)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('an amount', () => {
  const valueOf = (source: string) => {
    const text = JSON.stringify({ ...documentNotification, invoiceValue: '@' });
    const decoded = decodeNotification(jsonOf(text.replace('"@"', source)));
    return E.isRight(decoded) ? decoded.right.valueMinor : undefined;
  };

  it('digits → amount → digits is the identity; every other spelling is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (minor) => {
        const digits = minor.toString();
        for (const source of [digits, `"${digits}"`]) expect(valueOf(source)).toBe(minor);
        const amount = parseAmount(digits);
        expect(amount !== undefined && formatAmount(amount)).toBe(digits);
        for (const other of [`${digits}.0`, `${digits}e0`, `-${digits}`, `${digits}.5`])
          for (const source of [other, `"${other}"`]) expect(valueOf(source)).toBeUndefined();
        for (const other of [`0${digits}`, `+${digits}`, ` ${digits}`, `${digits} `, `0x${digits}`])
          expect(valueOf(`"${other}"`)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('any text is refused unless it is the digits of its value', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,eE ]*$/), fc.double().map(String)),
        (text) => {
          const minor = valueOf(JSON.stringify(text).replaceAll('$', '$$$$'));
          if (minor !== undefined) expect(formatAmount(minor)).toBe(text);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('near and beyond 2^53 is either exact or refused, never approximate', () => {
    const near = fc.bigInt({ min: 2n ** 53n - 1_000n, max: 2n ** 53n + 1_000n });
    fc.assert(
      fc.property(fc.oneof(near, fc.bigInt({ min: 1n, max: 10n ** 30n })), (exact) => {
        const minor = valueOf(exact.toString());
        if (exact < 2n ** 53n) expect(BigInt(minor ?? 0)).toBe(exact);
        else expect(minor).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a line near and beyond 2^53 is either exact or refused, never approximate', () => {
    const [item] = documentOrder.items;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 ** 31 })),
        fc.oneof(fc.constant(1_000), fc.integer({ min: 1, max: 5_000 })),
        (price, quantity, thousandths) => {
          const unitMultiplier = `${Math.floor(thousandths / 1_000)}.${(thousandths % 1_000).toString().padStart(3, '0')}`;
          const weighed = { ...item, price, quantity, unitMultiplier, sellingPrice: null };
          const items = [{ ...weighed, priceDefinition: null }];
          const decoded = decodeOrderDocument(sent({ ...documentOrder, items, totals: [] }));
          const product = BigInt(price) * BigInt(quantity) * BigInt(thousandths);
          const exact = (2n * product + 1_000n) / 2_000n;
          if (exact < 2n ** 53n) expect(right(decoded).lines[0]?.amountMinor).toBe(Number(exact));
          else
            expect(decoded).toMatchObject({
              left: { problems: [{ field: 'items[0].price' }] },
            });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('an order document', () => {
  it('whose totals sum to its value adds up, whatever its lines carry of the discount', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 40 }),
      price: fc.nat({ max: 20_000 }),
      discount: fc.nat({ max: 100 }),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.nat({ max: 5_000 }),
        fc.boolean(),
        (lines, shipping, inLines) => {
          const full = lines.map(({ quantity, price }) => quantity * price);
          const off = lines.map(({ discount }, index) => Math.min(discount, full[index] ?? 0));
          const sum = (amounts: ReadonlyArray<number>) => amounts.reduce((a, b) => a + b, 0);
          const order = {
            ...documentOrder,
            value: sum(full) - sum(off) + shipping,
            items: lines.map(({ quantity, price }, index) => ({
              id: index,
              quantity,
              price,
              priceDefinition: { total: (full[index] ?? 0) - (inLines ? (off[index] ?? 0) : 0) },
            })),
            totals: [
              { id: 'Items', value: sum(full) },
              { id: 'Discounts', value: -sum(off) },
              { id: 'Shipping', value: shipping },
            ],
          };
          const read = right(decodeOrderDocument(sent(order)));
          const parts = [...read.lines, ...read.adjustments].map(({ amountMinor }) => amountMinor);
          expect(sum(parts)).toBe(read.valueMinor);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
