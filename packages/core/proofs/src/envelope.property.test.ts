import { describe, expect, it } from '@jest/globals';
import * as O from 'fp-ts/Option';
import * as fc from 'fast-check';

import { decodeEnvelope, encodeEnvelope, type Envelope } from './envelope';
import { anyEnvelope } from './testing/anyEnvelope';

const runs = { numRuns: 1000 };

/** Moves the boundary between two fields, so that their texts together are the same. */
const anyNeighbours = anyEnvelope.chain((one) =>
  fc
    .nat(one.id.length)
    .map((at): readonly [Envelope, Envelope] => [
      one,
      { ...one, id: one.id.slice(0, at), type: one.id.slice(at) + one.type },
    ]),
);

const anyMutation = (length: number) =>
  fc.oneof(
    fc.record({
      at: fc.nat(length - 1),
      count: fc.constant(1),
      put: fc.uint8Array({ minLength: 1, maxLength: 1 }),
    }),
    fc.record({ at: fc.nat(length), count: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) }),
  );

describe('a framed envelope', () => {
  it('is read as what it was', () => {
    fc.assert(
      fc.property(anyEnvelope, (envelope) => {
        expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(O.some(envelope));
      }),
      runs,
    );
  });

  it('has other bytes than any other envelope', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(anyEnvelope, anyEnvelope), anyNeighbours), ([one, other]) => {
        const isSame = Object.entries(one).every(
          ([field, value]) => Object.entries(other).find(([name]) => name === field)?.[1] === value,
        );
        const bytes = Buffer.from(encodeEnvelope(one));
        expect(bytes.equals(encodeEnvelope(other))).toBe(isSame);
      }),
      runs,
    );
  });

  it('is refused or another one once any of its bytes are others', () => {
    fc.assert(
      fc.property(
        anyEnvelope
          .map(encodeEnvelope)
          .chain((bytes) => fc.tuple(fc.constant(bytes), anyMutation(bytes.length))),
        ([bytes, { at, count, put }]) => {
          const mutated = Uint8Array.from(Array.from(bytes).toSpliced(at, count, ...put));
          const read = decodeEnvelope(mutated);
          if (Buffer.from(mutated).equals(bytes) || O.isNone(read)) return;
          expect(encodeEnvelope(read.value)).toEqual(mutated);
          expect(read).not.toEqual(decodeEnvelope(bytes));
        },
      ),
      runs,
    );
  });

  it('is never read from bytes that are none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeEnvelope(bytes)).toEqual(O.none);
      }),
      runs,
    );
  });
});
