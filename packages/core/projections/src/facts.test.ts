import { describe, expect, it } from '@jest/globals';

import { factOf } from './facts';
import { example } from './testing/example';

/** What there is to say about one event of the example. */
const factAt = (revision: number) => example.map(({ event }) => factOf(event))[revision];

describe('factOf', () => {
  it('says what was placed', () => {
    expect(factAt(0)).toEqual({
      type: 'OrderPlaced',
      parameters: {
        orderId: '00-v5195004lux-01',
        sellerId: 'lux',
        currency: 'BRL',
        valueMinor: 200,
        units: 6,
      },
    });
  });

  it('says what an invoice was for', () => {
    expect(factAt(1)).toEqual({
      type: 'InvoiceAdded',
      parameters: { invoiceNumber: 'NFe 1', currency: 'BRL', valueMinor: 40, units: 2 },
    });
  });

  it('says that a value-only document was for no units', () => {
    expect(factAt(4)).toEqual({
      type: 'InvoiceAdded',
      parameters: { invoiceNumber: 'NFe 3', currency: 'BRL', valueMinor: 160, units: 0 },
    });
  });

  it('says what a return was for', () => {
    expect(factAt(3)).toEqual({
      type: 'ReturnInvoiced',
      parameters: { invoiceNumber: 'NFe 2', currency: 'BRL', valueMinor: 16, units: 1 },
    });
  });

  it('says what is new of a package', () => {
    expect(factAt(2)).toEqual({
      type: 'TrackingUpdated',
      parameters: {
        invoiceNumber: 'NFe 1',
        courier: 'Correios',
        trackingNumber: 'BR1',
        trackingUrl: null,
        dispatchedDate: null,
        isDelivered: null,
        deliveredDate: null,
        checkpoints: [],
      },
    });
  });
});
