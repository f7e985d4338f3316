import * as fc from 'fast-check';

import type { Tracking } from '../commands';
import type { TrackingCheckpoint } from '../events';
import { anyText, anyTextOrNone } from './names';

/** Any checkpoint, often one of a few, so that packages are told them twice. Shrinks to nulls. */
export const anyCheckpoint = (): fc.Arbitrary<TrackingCheckpoint> =>
  fc.oneof(
    { withCrossShrink: true },
    fc.record({
      city: fc.constantFrom(null, 'Rio de Janeiro'),
      state: fc.constant(null),
      description: fc.constantFrom(null, 'Posted'),
      date: fc.constant(null),
    }),
    fc.record({
      city: anyTextOrNone(),
      state: anyTextOrNone(),
      description: anyTextOrNone(),
      date: anyTextOrNone(),
    }),
  );

const anyOf = (...known: ReadonlyArray<string>): fc.Arbitrary<string | null> =>
  fc.option(fc.oneof({ withCrossShrink: true }, fc.constantFrom(...known), anyText()), { freq: 2 });

/** Anything that may be told of a package. Shrinks to nothing told. */
export const anyTracking = (): fc.Arbitrary<Tracking> =>
  fc.record({
    courier: anyOf('Correios'),
    trackingNumber: anyOf('BR1', 'BR2'),
    trackingUrl: anyOf('https://example.org/BR1'),
    dispatchedDate: anyOf('2013-11-21'),
    isDelivered: fc.option(fc.boolean()),
    deliveredDate: anyOf('2013-11-25 14:03'),
    checkpoints: fc.array(anyCheckpoint(), { maxLength: 2 }),
  });
