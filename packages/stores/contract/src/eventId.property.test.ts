import { it } from '@jest/globals';
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { v5 } from 'uuid';

import { eventId } from './eventId';

it('names events as RFC 9562 does, whatever their streams and commands are called', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.nat(), (stream, commandId, index) => {
      const name = JSON.stringify([stream, commandId, index]);
      assert.equal(
        eventId(stream, commandId, index),
        v5(name, '6f1c6b0e-52a3-5d0f-9a3b-0c6a2f7d9e41'),
      );
    }),
    { numRuns: 1000 },
  );
});
