import { encodeEvent } from '@facture/order';
import { describe, expect, it } from '@jest/globals';

import { orderSummaryProjection, type StoredEventAtRevision } from './orderSummaryProjection';
import { summarise, type OrderSummary } from './summary';
import { example } from './testing/example';
import { rightOf } from './testing/histories';

const stored = (): ReadonlyArray<StoredEventAtRevision> =>
  example.map(({ event, revision }) => ({
    ...encodeEvent(event),
    revision,
  }));

const rowAt = (revision: number): OrderSummary =>
  rightOf(summarise(example.slice(0, revision + 1)));

const applied = (row: OrderSummary | undefined, revision: number, more: object = {}) =>
  orderSummaryProjection.apply(row, { ...stored()[revision], ...more } as StoredEventAtRevision);

describe('orderSummaryProjection', () => {
  it('names its rows and the streams it reads', () => {
    expect(orderSummaryProjection).toMatchObject({
      name: 'order-summary',
      version: 2,
      prefix: 'order-',
    });
  });

  it('folds stored events into the summary', () => {
    const row = stored().reduce<OrderSummary | undefined>((before, one) => {
      const outcome = orderSummaryProjection.apply(before, one);
      return 'row' in outcome ? outcome.row : before;
    }, undefined);
    expect(row).toEqual(rowAt(5));
  });

  it('gives the numbers of invoices and returns as keys', () => {
    const keys = stored().map((_, revision) => {
      const outcome = applied(revision === 0 ? undefined : rowAt(revision - 1), revision);
      return 'keys' in outcome ? outcome.keys : [];
    });
    const numbers = example.map(({ event }) =>
      event.type === 'InvoiceAdded' || event.type === 'ReturnInvoiced'
        ? [event.data.invoiceNumber]
        : [],
    );
    expect(keys).toEqual(numbers);
    expect(numbers.flat().length).toBeGreaterThan(2);
  });

  it('gives a row again that an event is in already', () => {
    expect(applied(rowAt(3), 2)).toMatchObject({ row: rowAt(3) });
  });

  it('puts an event before which others are missing into quarantine', () => {
    expect(applied(rowAt(1), 4)).toEqual({ quarantine: 'revision 2 is missing before 4' });
  });

  it('puts a first event that places no order into quarantine', () => {
    expect(applied(undefined, 1, { revision: 0 })).toEqual({
      quarantine: 'the history does not begin with OrderPlaced',
    });
  });

  it('puts an event that cannot be read into quarantine, with the reason', () => {
    expect(applied(rowAt(0), 1, { data: '{' })).toEqual({ quarantine: 'data is not JSON' });
    expect(applied(rowAt(0), 1, { schemaVersion: 2 })).toEqual({
      quarantine: 'schema version is not 1 to 1',
    });
  });
});
