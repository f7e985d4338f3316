import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type * as t from 'io-ts';

import { anyStory } from './arbitraries';
import { isInvoiceAdded, isOrderPlaced, isReturnInvoiced, isTrackingUpdated } from './eventGuards';
import { InvoiceAdded, OrderPlaced, ReturnInvoiced, TrackingUpdated } from './events';
import { anyChange } from './testing/anyChange';

const guards: ReadonlyArray<readonly [t.Mixed, t.Is<unknown>]> = [
  [OrderPlaced, isOrderPlaced],
  [InvoiceAdded, isInvoiceAdded],
  [TrackingUpdated, isTrackingUpdated],
  [ReturnInvoiced, isReturnInvoiced],
];

const anyEventData = anyStory().chain(({ events }) =>
  fc.constantFrom(...events.map(({ data }): unknown => data)),
);

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
