import { describe, expect, it } from '@jest/globals';

import { decodePreview, previewOf } from './preview';
import { PreviewView, previewView } from './previewView';
import { notifying, orderAfter, placing } from './testing/orders';
import { documentNotification, documentOrder, right, sent, submission } from './testing/documents';

const [firstItem] = documentOrder.items;

/** 4 units at 17 less 3 in all. */
const fourUnits = {
  value: 65,
  items: [{ ...firstItem, id: 'a', quantity: 4, price: 17, priceDefinition: { total: 68 } }],
  totals: [
    { id: 'Items', value: 68 },
    { id: 'Discounts', value: -3 },
  ],
};

const preview = (order: ReturnType<typeof orderAfter>, document: object) =>
  previewView(order, previewOf(order, right(decodePreview(sent(document))), submission));

const unit = (quantity: number) => [{ id: 'a', quantity, price: 17 }];

describe('a preview', () => {
  it('needs type and items only, and tells the exact value for them', () => {
    expect(preview(orderAfter(placing(fourUnits)), { type: 'Output', items: unit(1) })).toEqual({
      orderId: '00-v5195004lux-01',
      accepted: true,
      refusal: null,
      invoiceValue: 16,
      status: 'partially-invoiced',
      remaining: 49,
      items: [{ itemIndex: 0, id: 'a', leftToInvoice: 3, leftToReturn: 1 }],
    });
  });

  it('tells the status that would result', () => {
    const view = preview(orderAfter(placing(fourUnits)), { type: 'output', items: unit(4) });
    expect(view).toMatchObject({
      invoiceValue: 65,
      status: 'invoiced',
      remaining: 0,
      items: [{ leftToInvoice: 0, leftToReturn: 4 }],
    });
  });

  it('leaves nothing to invoice of an order that a value-only document invoices', () => {
    const document = { type: 'Output', items: [], invoiceValue: 65 };
    expect(preview(orderAfter(placing(fourUnits)), document)).toMatchObject({
      accepted: true,
      invoiceValue: 0,
      status: 'invoiced',
      items: [{ leftToInvoice: 0, leftToReturn: 4 }],
    });
  });

  it('tells the refusal, the state as it is, and the exact value all the same', () => {
    const document = { type: 'Output', items: unit(1), invoiceValue: 66 };
    expect(preview(orderAfter(placing(fourUnits)), document)).toMatchObject({
      accepted: false,
      refusal: {
        code: 'InvoiceExceedsOrder',
        message:
          'invoiceValue is BRL 0.66 (66), but only BRL 0.65 (65) of order 00-v5195004lux-01 is left to invoice. Send at most that.',
      },
      invoiceValue: 16,
      status: 'placed',
      remaining: 65,
      items: [{ leftToInvoice: 4, leftToReturn: 0 }],
    });
  });

  it.each([
    ['UnknownItem', [{ id: 'z', quantity: 1, price: 1 }]],
    ['QuantityExceedsLine', unit(5)],
  ])('has no exact value for items that cannot be booked: %s', (code, items) => {
    const view = preview(orderAfter(placing(fourUnits)), { type: 'Output', items });
    expect(view).toMatchObject({ accepted: false, refusal: { code }, invoiceValue: null });
  });

  it('knows a notification that was accepted before', () => {
    const order = orderAfter(placing(), notifying());
    expect(preview(order, documentNotification)).toMatchObject({
      accepted: true,
      status: 'invoiced',
      invoiceValue: null,
    });
    expect(preview(order, { ...documentNotification, invoiceValue: 9507 })).toMatchObject({
      accepted: false,
      refusal: { code: 'InvoiceNumberAlreadyUsed' },
    });
  });

  it('without a number repeats nobody, also one that is called "preview"', () => {
    const order = orderAfter(
      placing(fourUnits),
      notifying({ invoiceNumber: 'preview', items: unit(1), invoiceValue: 16 }),
    );
    const view = preview(order, { type: 'Output', items: unit(1) });
    expect(view).toMatchObject({ accepted: true, invoiceValue: 16, remaining: 33 });
  });

  it.each([
    [{}, ['type', 'items']],
    [{ type: 'Output', items: null }, ['items']],
    [{ type: 'Output', items: [{}] }, ['items[0].id', 'items[0].quantity', 'items[0].price']],
    [{ type: 'Output', items: [], invoiceValue: 1.5, invoiceNumber: 1.5 }, ['invoiceNumber']],
  ])('of %j is refused', (document, fields) => {
    expect(decodePreview(sent(document))).toMatchObject({
      left: {
        problems: expect.arrayContaining(fields.map((field) => expect.objectContaining({ field }))),
      },
    });
  });

  it('tells what came in place of items', () => {
    const problem = { field: 'items', expected: 'list' };
    expect(decodePreview(sent({ type: 'Output' }))).toMatchObject({
      left: { problems: [{ ...problem, received: null }] },
    });
    expect(decodePreview(sent({ type: 'Output', items: null }))).toMatchObject({
      left: { problems: [{ ...problem, received: 'null' }] },
    });
  });

  it('is of all that a document has, as of now unless it has a date', () => {
    const opaque = { invoiceKey: 'key', invoiceUrl: 'url', embeddedInvoice: 'text' };
    const request = right(decodePreview(sent({ type: 'Output', items: unit(1), ...opaque })));
    expect(request).toMatchObject(opaque);
    const [event] = right(previewOf(orderAfter(placing(fourUnits)), request, submission).outcome);
    const { at } = submission;
    expect(event?.data).toMatchObject({ ...opaque, issuanceDate: at, issuedAt: at });
  });

  it('is what its codec describes, and no more', () => {
    for (const quantity of [1, 5]) {
      const document = { type: 'Output', items: unit(quantity) };
      const view = preview(orderAfter(placing(fourUnits)), document);
      expect(view.accepted).toBe(quantity === 1);
      expect(right(PreviewView.decode(view))).toEqual(view);
    }
  });
});
