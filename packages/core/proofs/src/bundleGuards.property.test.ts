import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { isBundleRecord } from './bundleGuards';
import { BundleRecord } from './bundleRecord';
import { lines } from './testing/sampleBundle';

const hash = `${'A'.repeat(43)}=`;
const or = (...valid: ReadonlyArray<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 50, arbitrary: fc.constantFrom(...valid) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(null, '', 0, -1, 1.5, NaN, hash.toLowerCase(), [], {}),
    },
    { weight: 1, arbitrary: fc.anything() },
  );

const anyRecord = fc.oneof(
  fc.anything(),
  fc.record({
    kind: or('bundle', 'event', 'checkpoint', 'totals'),
    version: or(1),
    origin: or('facture/test'),
    size: or(0, 7),
    logIndex: or(0, 7),
    leafHash: or(hash),
    stream: or('order-1'),
    revision: or(0, 7),
    id: or('id'),
    type: or('OrderPlaced'),
    schemaVersion: or(1),
    recordedAt: or('2026-01-31T12:00:00.000Z'),
    data: or('{}'),
    metadata: or('{}'),
    note: or('note'),
    consistency: or([], [hash], [hash, hash], [hash, 'A']),
    totals: or({}, { orderedMinor: 1 }),
  }),
);

const wrong = [
  undefined,
  null,
  true,
  '',
  'other',
  0,
  1,
  -1,
  0.5,
  [],
  {},
  [null],
  [[]],
  [hash],
  { 0: hash },
];
const changedOnce = lines.flatMap((line) => [
  line,
  ...Object.keys(line).flatMap((key) => wrong.map((value) => ({ ...line, [key]: value }))),
]);

it('the guard tells of each line, changed in one place, what the codec tells', () => {
  const differing = [...wrong, ...changedOnce].filter(
    (record) => isBundleRecord(record) !== BundleRecord.is(record),
  );
  expect(differing).toEqual([]);
});

it('the guard tells of any line what the codec tells', () => {
  const told = new Set<boolean>();
  fc.assert(
    fc.property(anyRecord, (record) => {
      const is = BundleRecord.is(record);
      told.add(is);
      expect(isBundleRecord(record)).toBe(is);
    }),
    { numRuns: 5_000 },
  );
  expect(told.size).toBe(2);
});
