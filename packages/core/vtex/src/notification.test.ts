import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { decodeNotification, toAddDocument } from './notification';
import {
  documentNotification,
  jsonOf,
  notificationWith,
  sent,
  submission,
} from './testing/documents';

/** What is said against a notification with these changes: field, expectation, what came. */
const problemsWith = (changes: object): unknown => {
  const decoded = decodeNotification(sent({ ...documentNotification, ...changes }));
  return E.isLeft(decoded) ? decoded.left.problems : 'accepted';
};

/** The same with one field written exactly so. */
const spelled = (field: string, source: string) =>
  decodeNotification(
    jsonOf(JSON.stringify({ ...documentNotification, [field]: '@' }).replace('"@"', source)),
  );

const valueOf = (source: string): unknown => {
  const decoded = spelled('invoiceValue', source);
  return E.isRight(decoded) ? decoded.right.valueMinor : decoded.left.problems;
};

const numberOf = (source: string): unknown => {
  const decoded = spelled('invoiceNumber', source);
  return E.isRight(decoded) ? decoded.right.invoiceNumber : decoded.left.problems;
};

const item = { id: '345117', quantity: 1, price: 9003 };

describe('the notification of the document', () => {
  it('is the command to add its document', () => {
    expect(toAddDocument(notificationWith({}), submission)).toEqual({
      type: 'AddDocument',
      orderId: '00-v5195004lux-01',
      commandId: 'command-1',
      at: '2022-11-04T14:49:17.107Z',
      documentType: 'Output',
      invoiceNumber: 'NFe-00001',
      valueMinor: 9508,
      items: [
        {
          skuId: '345117',
          lineIndex: null,
          quantity: 1,
          unitPriceMinor: 9003,
          description: '335',
        },
      ],
      issuanceDate: '2013-11-21T00:00:00',
      issuedAt: '2013-11-21T00:00:00.000Z',
      invoiceKey: null,
      invoiceUrl: null,
      embeddedInvoice: null,
      receipt: '527b1ae251264ef1b7a9b597cd8f16b9',
      tracking: {
        courier: null,
        trackingNumber: null,
        trackingUrl: null,
        dispatchedDate: null,
        isDelivered: null,
        deliveredDate: null,
        checkpoints: [],
      },
    });
    expect(notificationWith({}).warnings).toEqual([]);
  });
});

describe('type', () => {
  it.each([
    ['Output', 'Output'],
    ['output', 'Output'],
    ['OUTPUT', 'Output'],
    ['Input', 'Input'],
    ['input', 'Input'],
    ['iNPUT', 'Input'],
    [' Output ', 'Output'],
  ])('takes %s', (type, read) => {
    expect(notificationWith({ type }).documentType).toBe(read);
  });

  it.each([
    [undefined, null],
    [null, 'null'],
    ['', '""'],
    ['Sale', '"Sale"'],
    [1, '1'],
  ])('refuses %p', (type, received) => {
    expect(problemsWith({ type })).toEqual([{ field: 'type', expected: 'documentType', received }]);
  });
});

describe('invoiceNumber', () => {
  it.each([
    ['"NFe-00001"', 'NFe-00001'],
    ['"  NFe-1 "', 'NFe-1'],
    ['"1/2 #3 100% é 一"', '1/2 #3 100% é 一'],
    [`"${'9'.repeat(128)}"`, '9'.repeat(128)],
    [`"${'😀'.repeat(128)}"`, '😀'.repeat(128)],
    [`" ${'9'.repeat(128)} "`, '9'.repeat(128)],
    ['24382', '24382'],
    ['0', '0'],
    ['12345678901234567890', '12345678901234567890'],
  ])('reads %s', (source, number) => {
    expect(numberOf(source)).toBe(number);
  });

  it.each([
    'null',
    '""',
    '"  "',
    '1.0',
    '1.5',
    '1e3',
    'true',
    '[]',
    '{}',
    String.raw`"a\u0000b"`,
    String.raw`"a\nb"`,
    `"${'9'.repeat(129)}"`,
  ])('refuses %s', (source) => {
    expect(numberOf(source)).toMatchObject([{ field: 'invoiceNumber', expected: 'name' }]);
  });

  it('refuses its absence', () => {
    expect(problemsWith({ invoiceNumber: undefined })).toEqual([
      { field: 'invoiceNumber', expected: 'name', received: null },
    ]);
  });
});

describe('invoiceValue', () => {
  it.each([
    ['9508', 9508],
    ['"9508"', 9508],
    ['1', 1],
    ['9007199254740991', 9007199254740991],
    ['"9007199254740991"', 9007199254740991],
  ])('reads %s as minor units', (source, minor) => {
    expect(valueOf(source)).toBe(minor);
  });

  it.each([
    '24.99',
    '"24.99"',
    '"24,99"',
    '24.0',
    '1e3',
    '"1e3"',
    '0',
    '"0"',
    '-1',
    '"-1"',
    '-0',
    '9007199254740992',
    '"9007199254740992"',
    '9007199254740993',
    '1e400',
    '"+1"',
    '" 1"',
    '"01"',
    '"0x10"',
    '"R$ 24"',
    '""',
    'null',
    'true',
    '[9508]',
  ])('refuses %s', (source) => {
    expect(valueOf(source)).toMatchObject([{ field: 'invoiceValue', expected: 'documentValue' }]);
  });

  it('says what came', () => {
    expect(valueOf('24.99')).toMatchObject([{ received: '24.99' }]);
    expect(valueOf(`"${'1'.repeat(1_000)}"`)).toMatchObject([{ received: `"${'1'.repeat(64)}…"` }]);
    expect(valueOf(`"${'1'.repeat(64)}"`)).toMatchObject([{ received: `"${'1'.repeat(64)}"` }]);
    expect(valueOf('null')).toMatchObject([{ received: 'null' }]);
    expect(valueOf('false')).toMatchObject([{ received: 'false' }]);
    expect(valueOf('[1,2]')).toMatchObject([{ received: 'an array of 2' }]);
    expect(valueOf('{}')).toMatchObject([{ received: 'an object' }]);
  });
});

describe('items', () => {
  it('takes the id of a SKU as text or as an integer', () => {
    const { items } = notificationWith({
      items: [item, { ...item, id: 345117 }, { ...item, id: ' 7 ' }],
    });
    expect(items.map(({ skuId }) => skuId)).toEqual(['345117', '345117', '7']);
  });

  it('takes an itemIndex', () => {
    expect(notificationWith({ items: [{ ...item, itemIndex: 0 }] }).items[0]?.lineIndex).toBe(0);
  });

  it('takes a price of zero', () => {
    expect(notificationWith({ items: [{ ...item, price: 0 }] }).items[0]?.unitPriceMinor).toBe(0);
  });

  it.each([[undefined], [null], [[]]])('reads %p as a value-only document', (items) => {
    expect(notificationWith({ items }).items).toEqual([]);
  });

  it.each([
    ['id', 'name', null],
    ['id', 'name', ''],
    ['id', 'name', 1.5],
    ['quantity', 'quantity', undefined],
    ['quantity', 'quantity', null],
    ['quantity', 'quantity', 0],
    ['quantity', 'quantity', -1],
    ['quantity', 'quantity', 1.5],
    ['quantity', 'quantity', '1'],
    ['quantity', 'quantity', 2 ** 53],
    ['price', 'price', undefined],
    ['price', 'price', -1],
    ['price', 'price', 90.03],
    ['price', 'price', '9003'],
    ['itemIndex', 'lineIndex', -1],
    ['itemIndex', 'lineIndex', 0.5],
    ['description', 'text', 335],
  ])('refuses %s that is no %s: %p', (field, expected, value) => {
    expect(problemsWith({ items: [item, { ...item, [field]: value }] })).toMatchObject([
      { field: `items[1].${field}`, expected },
    ]);
  });

  it.each([[{}], [''], ['345117'], [1], [true]])('refuses %p instead of a list', (items) => {
    expect(problemsWith({ items })).toMatchObject([{ field: 'items', expected: 'list' }]);
  });

  it('refuses what is no object in the list', () => {
    expect(problemsWith({ items: [null, item, '345117'] })).toEqual([
      { field: 'items[0]', expected: 'object', received: 'null' },
      { field: 'items[2]', expected: 'object', received: '"345117"' },
    ]);
  });

  it('takes 5,000', () => {
    expect(notificationWith({ items: Array(5_000).fill(item) }).items).toHaveLength(5_000);
  });
});

describe('courier, trackingNumber, trackingUrl and dispatchedDate', () => {
  it.each([[undefined], [null], ['']])('reads %p as not given', (nothing) => {
    expect(
      notificationWith({
        courier: nothing,
        trackingNumber: nothing,
        trackingUrl: nothing,
        dispatchedDate: nothing,
        dispatchDate: nothing,
      }).tracking,
    ).toMatchObject({
      courier: null,
      trackingNumber: null,
      trackingUrl: null,
      dispatchedDate: null,
    });
  });

  it('come inside the first POST', () => {
    expect(
      notificationWith({
        courier: 'carrierOne',
        trackingNumber: 87658,
        trackingUrl: 'https://www.tracking.com/url',
        dispatchDate: '2022-02-08T13:16:13.4617653+00:00',
      }).tracking,
    ).toMatchObject({
      courier: 'carrierOne',
      trackingNumber: '87658',
      trackingUrl: 'https://www.tracking.com/url',
      dispatchedDate: '2022-02-08T13:16:13.4617653+00:00',
    });
  });

  it('prefer dispatchedDate to dispatchDate', () => {
    const { tracking } = notificationWith({
      dispatchedDate: '2022-02-08',
      dispatchDate: '2022-02-09',
    });
    expect(tracking.dispatchedDate).toBe('2022-02-08');
  });
});

describe('invoiceKey, invoiceUrl and embeddedInvoice', () => {
  it('are kept as they are, never parsed', () => {
    const opaque = {
      invoiceKey: '  not a key  ',
      invoiceUrl: 'javascript:alert(1)',
      embeddedInvoice: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>\r\n<NFe>&b;',
    };
    expect(notificationWith(opaque)).toMatchObject(opaque);
  });

  it.each([[undefined], [null], [''], [' ']])('read %p as not given', (nothing) => {
    expect(
      notificationWith({ invoiceKey: nothing, invoiceUrl: nothing, embeddedInvoice: nothing }),
    ).toMatchObject({ invoiceKey: null, invoiceUrl: null, embeddedInvoice: null });
  });
});

describe('a notification', () => {
  it('is told everything that is wrong with it at once', () => {
    expect(
      problemsWith({
        type: undefined,
        invoiceNumber: null,
        invoiceValue: 24.99,
        issuanceDate: '2022-02-30',
        items: [{ id: null, quantity: 0, price: -1 }],
        courier: 5,
      }),
    ).toEqual([
      { field: 'type', expected: 'documentType', received: null },
      { field: 'invoiceNumber', expected: 'name', received: 'null' },
      { field: 'invoiceValue', expected: 'documentValue', received: '24.99' },
      { field: 'issuanceDate', expected: 'date', received: '"2022-02-30"' },
      { field: 'items[0].id', expected: 'name', received: 'null' },
      { field: 'items[0].quantity', expected: 'quantity', received: '0' },
      { field: 'items[0].price', expected: 'price', received: '-1' },
      { field: 'courier', expected: 'text', received: '5' },
    ]);
  });

  it.each(['null', '[]', '"text"', '1', 'true'])('is no %s', (source) => {
    expect(decodeNotification(jsonOf(source))).toMatchObject({
      left: { type: 'InvalidDocument', problems: [{ field: 'body', expected: 'document' }] },
    });
  });
});

describe('the habits of real clients', () => {
  it('no type is refused, naming it', () => {
    expect(problemsWith({ type: undefined })).toMatchObject([{ field: 'type' }]);
  });

  it('product ids for SKU ids are read; the order refuses them', () => {
    expect(notificationWith({ items: [{ ...item, id: 6 }] }).items[0]?.skuId).toBe('6');
  });

  it('no items make a value-only document', () => {
    expect(notificationWith({ items: undefined }).items).toEqual([]);
  });

  it('a value as digits is read, as a float of major units refused', () => {
    expect(valueOf('"9508"')).toBe(9508);
    expect(problemsWith({ invoiceValue: 95.08 })).toMatchObject([{ received: '95.08' }]);
  });

  it('nulls everywhere are refused where something is required, and are nothing elsewhere', () => {
    const nulls = Object.fromEntries(
      Object.keys({ ...documentNotification, invoiceKey: 1, dispatchDate: 1 }).map((name) => [
        name,
        null,
      ]),
    );
    expect(problemsWith(nulls)).toMatchObject([
      { field: 'type' },
      { field: 'invoiceNumber' },
      { field: 'invoiceValue' },
      { field: 'issuanceDate' },
    ]);
  });

  it('a date alone is its midnight in UTC', () => {
    const { issuanceDate } = notificationWith({ issuanceDate: '2022-02-01' });
    expect(issuanceDate).toMatchObject({ at: '2022-02-01T00:00:00.000Z' });
  });
});
