import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';

import { prefixRange } from './prefixRange';

const character = fc.oneof(
  fc.constantFrom('a', '-', '.', '\u0000', '\u007f', '\ud7ff', '\ue000', '\uffff', '\u{10ffff}'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const text = fc.string({ unit: character, maxLength: 4 });

describe('prefixRange', () => {
  it('holds exactly the texts that start with the prefix, as SQLite compares them', () => {
    const database = new DatabaseSync(':memory:');
    const isWithin = database.prepare(
      'SELECT ?1 >= ?2 AND ?1 < ?3 AS within'.replace(/\?\d/g, '?'),
    );
    fc.assert(
      fc.property(text, text, fc.boolean(), (prefix, rest, isMeant) => {
        const candidate = isMeant ? prefix + rest : rest;
        const { from, before } = prefixRange(prefix);
        const row = isWithin.get(candidate, from, candidate, before);
        expect(row?.['within']).toBe(candidate.startsWith(prefix) ? 1 : 0);
      }),
      { numRuns: 1000 },
    );
    database.close();
  });
});
