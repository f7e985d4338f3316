import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { readMetadata, writeMetadata } from './eventMetadata';

const RUNS = { numRuns: 1_000 };

const anySpace = () => fc.stringMatching(/^[ \t\r\n]{0,3}$/);

/** JSON text as any writer may spell it, with the keys of our own among others. */
const anyText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(anySpace(), fc.json(), anySpace()).map((parts) => parts.join('')),
    anySpace().map((space) => `{${space}}`),
    fc.constantFrom(
      '{"$schemaVersion":7}',
      '{"$schemaVersion":7,"a":1}',
      '{"$metadata":1,"$schemaVersion":2}',
      '["x,\\"$schemaVersion\\":3}"]',
      '{"a":1,"a":2}',
      '"text"',
      'null',
    ),
  );

it('metadata and schema version are read as they were written', () => {
  fc.assert(
    fc.property(anyText(), fc.integer({ min: 1, max: 2 ** 53 - 1 }), (metadata, schemaVersion) => {
      const stored = writeMetadata({ metadata, schemaVersion });
      expect(readMetadata(stored)).toEqual({ metadata, schemaVersion });
      expect(() => JSON.parse(stored) as unknown).not.toThrow();
    }),
    RUNS,
  );
});

it('keys of metadata stay where the projections of the server look for them', () => {
  const stored = writeMetadata({ metadata: '{"$correlationId":"c"}', schemaVersion: 2 });
  expect(stored).toBe('{"$schemaVersion":2,"$correlationId":"c"}');
});

it('metadata of another writer is of version 1', () => {
  expect(readMetadata('{"a":1}')).toEqual({ metadata: '{"a":1}', schemaVersion: 1 });
  expect(readMetadata('')).toEqual({ metadata: '', schemaVersion: 1 });
});
