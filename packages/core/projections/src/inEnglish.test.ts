import { noTracking } from '@facture/order';
import { describe, expect, it } from '@jest/globals';

import type { HistoryFact } from './facts';
import { inEnglish } from './inEnglish';
import { standingOf, type Sums } from './standing';

const standing = (orderedMinor: number, invoicedMinor: number) =>
  standingOf({ orderedMinor, invoicedMinor, returnedMinor: 0 } as Sums);

const invoiced = (valueMinor: number, units: number, currency = 'BRL') =>
  ({
    type: 'InvoiceAdded',
    parameters: { invoiceNumber: 'A/1', currency, valueMinor, units },
  }) as HistoryFact;

const newsOf = (told: Partial<typeof noTracking>): string =>
  inEnglish(
    {
      type: 'TrackingUpdated',
      parameters: { ...noTracking, ...told, invoiceNumber: 'A/1' },
    } as HistoryFact,
    standing(100, 0),
  );

describe('inEnglish', () => {
  it('says one unit in the singular', () => {
    expect(inEnglish(invoiced(9508, 1), standing(19016, 9508))).toBe(
      'Invoice A/1 was added: BRL 95.08 for 1 unit. BRL 95.08 remains.',
    );
  });

  it('writes amounts in the currency of the order', () => {
    expect(inEnglish(invoiced(9508, 2, 'JPY'), standing(9509, 9508))).toBe(
      'Invoice A/1 was added: JPY 9,508 for 2 units. JPY 1 remains.',
    );
  });

  it('says when nothing remains', () => {
    expect(inEnglish(invoiced(9508, 0), standing(9508, 9508))).toBe(
      'Invoice A/1 was added: BRL 95.08 without items. The order is invoiced.',
    );
  });

  it('tells everything that is new of a package', () => {
    expect(
      newsOf({
        courier: 'Correios',
        trackingNumber: 'BR1',
        trackingUrl: 'https://example.org/BR1',
        dispatchedDate: '2013-11-21',
        isDelivered: false,
        deliveredDate: '2013-11-25',
        checkpoints: [{ city: 'Rio de Janeiro', state: null, description: 'Posted', date: null }],
      }),
    ).toBe(
      'Package news: invoice A/1, courier Correios, tracking number BR1, ' +
        'tracking page https://example.org/BR1, dispatched on 2013-11-21, not delivered, ' +
        'delivery date 2013-11-25, 1 new checkpoint.',
    );
  });

  it('tells only what is new of a package', () => {
    const checkpoint = { city: null, state: null, description: null, date: null };
    expect(newsOf({ isDelivered: true })).toBe('Package news: invoice A/1, delivered.');
    expect(newsOf({ checkpoints: [checkpoint, checkpoint] })).toBe(
      'Package news: invoice A/1, 2 new checkpoints.',
    );
  });
});
