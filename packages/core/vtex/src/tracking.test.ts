import { describe, expect, it } from '@jest/globals';
import { InvoiceNumber } from '@facture/order';

import { decodeTracking, toUpdateTracking } from './tracking';
import { right, sent, submission } from './testing/documents';

const nothing = {
  courier: null,
  trackingNumber: null,
  trackingUrl: null,
  dispatchedDate: null,
  isDelivered: null,
  deliveredDate: null,
  checkpoints: [],
};

describe('a tracking document', () => {
  it('is read with all that the platform documents', () => {
    const tracking = right(
      decodeTracking(
        sent({
          trackingNumber: '87658',
          trackingUrl: 'https://www.tracking.com/url',
          courier: 'carrierOne',
          dispatchedDate: '2022-02-08T13:16:13.4617653+00:00',
        }),
      ),
    );
    expect(tracking).toEqual({
      ...nothing,
      trackingNumber: '87658',
      trackingUrl: 'https://www.tracking.com/url',
      courier: 'carrierOne',
      dispatchedDate: '2022-02-08T13:16:13.4617653+00:00',
    });
  });

  it('needs no more than a number', () => {
    const read = decodeTracking(
      sent({ trackingNumber: ' 87658 ', trackingUrl: null, courier: null, dispatchedDate: '' }),
    );
    expect(right(read)).toEqual({ ...nothing, trackingNumber: '87658' });
  });

  it.each([[{}], [{ trackingNumber: null }], [{ trackingNumber: ' ' }], [{ trackingNumber: 1.5 }]])(
    'is refused without a number: %j',
    (document) => {
      expect(decodeTracking(sent(document))).toMatchObject({
        left: { problems: [{ field: 'trackingNumber', expected: 'name' }] },
      });
    },
  );

  it('is the command to update the tracking of its invoice', () => {
    const { orderId, commandId, at } = submission;
    const invoiceNumber = right(InvoiceNumber.decode('1/2'));
    const tracking = { ...nothing, trackingNumber: '87658' };
    expect(toUpdateTracking(tracking, { orderId, invoiceNumber, commandId, at })).toEqual({
      type: 'UpdateTracking',
      orderId: '00-v5195004lux-01',
      commandId: 'command-1',
      at: '2022-11-04T14:49:17.107Z',
      invoiceNumber: '1/2',
      tracking,
    });
  });
});
