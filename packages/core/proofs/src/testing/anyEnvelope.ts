import * as fc from 'fast-check';

import type { Envelope } from '../envelope';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  // Halves of surrogate pairs, which a store may hold in the escapes of JSON only.
  fc.array(fc.nat(0xffff), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);
const anyWholeNumber = fc.oneof(fc.nat(20), fc.maxSafeNat());

/** Any envelope, of texts in which nothing is forbidden. */
export const anyEnvelope: fc.Arbitrary<Envelope> = fc.record({
  stream: anyText,
  revision: anyWholeNumber,
  id: anyText,
  type: anyText,
  schemaVersion: anyWholeNumber,
  recordedAt: anyText,
  data: anyText,
  metadata: anyText,
});
