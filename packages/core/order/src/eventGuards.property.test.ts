import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type * as t from 'io-ts';

import { anyStory } from './arbitraries';
import { isInvoiceAdded, isOrderPlaced, isReturnInvoiced, isTrackingUpdated } from './eventGuards';
import { InvoiceAdded, OrderPlaced, ReturnInvoiced, TrackingUpdated } from './events';
import { initialState } from './state';
import { anyChange, everyChange } from './testing/anyChange';
import {
  accepted,
  adjustment,
  given,
  invoiceNumberOf,
  invoicing,
  item,
  line,
  placing,
  returning,
  telling,
} from './testing/samples';

const guards: ReadonlyArray<readonly [t.Mixed, t.Is<unknown>]> = [
  [OrderPlaced, isOrderPlaced],
  [InvoiceAdded, isInvoiceAdded],
  [TrackingUpdated, isTrackingUpdated],
  [ReturnInvoiced, isReturnInvoiced],
];

const anyEventData = anyStory().chain(({ events }) =>
  fc.constantFrom(...events.map(({ data }): unknown => data)),
);

const full = invoicing('1', 17, [item('A', 1, 0, { description: 'a' }), item('B', 1)], {
  invoiceKey: 'key',
  invoiceUrl: 'url',
  embeddedInvoice: 'xml',
});
const order = placing(
  [line('A', 4, 68, { description: 'a' }), line('B', 1, 10)],
  [
    adjustment('shipping', 5),
    adjustment('tax', 1),
    adjustment('discount', -1),
    adjustment('interest', 1),
    adjustment('other', 1),
  ],
);
const told = telling('1', {
  courier: 'c',
  trackingNumber: 'n',
  trackingUrl: 'u',
  dispatchedDate: 'd',
  isDelivered: true,
  deliveredDate: 'e',
  checkpoints: [{ city: 'c', state: 's', description: 'd', date: 'e' }],
});
const nothing = { city: null, state: null, description: null, date: null };
const examples = [
  ...accepted(order, initialState),
  ...accepted(full, given(order)),
  ...accepted(invoicing('1', 17), given(order)),
  ...accepted(told, given(order, full)),
  ...accepted(telling('1', { courier: 'c', checkpoints: [nothing] }), given(order, full)),
  ...accepted(
    { ...full, invoiceNumber: invoiceNumberOf('2'), documentType: 'Input' },
    given(order, full),
  ),
  ...accepted(returning('2', 17), given(order, full)),
].map(({ data }) => data);

it('the guards tell of each event, changed in one place, what the codecs tell', () => {
  const changed = examples.flatMap((example) => [example, ...everyChange(example)]);
  const differing = changed.filter((data) =>
    guards.some(([codec, guard]) => guard(data) !== codec.is(data)),
  );
  expect([examples.length, differing]).toEqual([7, []]);
});

it('the guards tell of any data what the codecs tell', () => {
  const told = new Set<boolean>();
  fc.assert(
    fc.property(
      anyEventData.chain((data) => fc.oneof(fc.constant(data), anyChange(data))),
      (data) => {
        for (const [codec, guard] of guards) {
          const is = codec.is(data);
          told.add(is);
          expect(guard(data)).toBe(is);
        }
      },
    ),
    { numRuns: 5_000 },
  );
  expect(told.size).toBe(2);
});
