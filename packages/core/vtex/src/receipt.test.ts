import { describe, expect, it } from '@jest/globals';

import { decodeOrderDocument } from './orderDocument';
import { notificationText, orderText, receiptOf } from './receipt';
import { documentOrder, notificationWith, right, sent, submission } from './testing/documents';

const textWith = (changes: object): string =>
  notificationText(submission.orderId, notificationWith(changes));

describe('the text of a notification', () => {
  it('is stable', () => {
    expect(textWith({})).toBe(
      '["notification","00-v5195004lux-01","Output","NFe-00001",9508,"2013-11-21T00:00:00.000Z",null,null,null,[["345117",null,1,9003,"335"]]]',
    );
  });

  it.each([
    ['its tracking fields', { courier: 'a', trackingNumber: 'b', trackingUrl: 'c' }],
    ['the date of dispatch', { dispatchedDate: '2022-02-08' }],
    ['the case of the type', { type: 'OUTPUT' }],
    ['space around the number', { invoiceNumber: ' NFe-00001 ' }],
    ['digits for a value', { invoiceValue: '9508' }],
    ['another spelling of the instant', { issuanceDate: '2013-11-20T21:00:00-0300' }],
    ['nothing for null', { invoiceKey: '' }],
    ['unknown fields', { volumes: 1 }],
  ])('does not depend on %s', (_, changes) => {
    expect(textWith(changes)).toBe(textWith({}));
  });

  it.each([
    [{ type: 'Input' }],
    [{ invoiceNumber: 'NFe-00002' }],
    [{ invoiceValue: 9507 }],
    [{ issuanceDate: '2013-11-22' }],
    [{ invoiceKey: 'k' }],
    [{ invoiceUrl: 'k' }],
    [{ embeddedInvoice: 'k' }],
    [{ items: [] }],
    [{ items: [{ id: '345117', quantity: 1, description: '335', price: 9003, itemIndex: 0 }] }],
  ])('depends on %j', (changes) => {
    expect(textWith(changes)).not.toBe(textWith({}));
  });
});

describe('the text of an order', () => {
  it('is stable', () => {
    expect(orderText(right(decodeOrderDocument(sent(documentOrder))))).toBe(
      '["order","00-v5195004lux-01","1","BRL",9508,[["345117","335",1,9003,9003,0]],[["shipping","Shipping",505]]]',
    );
  });
});

describe('a receipt', () => {
  it('is the first 32 hexadecimal digits of the hash, in lower case', () => {
    const hash = (text: string): string => `${text}${'AB'.repeat(32)}`;
    expect(receiptOf(hash)('0f')).toBe(`0f${'ab'.repeat(15)}`);
  });
});
