import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FAULTS } from './faults';
import { STORES } from './plan';
import { checkedProperties } from './properties';
import { nextSeed } from './record';

const docs = join(__dirname, '../../../../docs/explanation');
const page = readFileSync(join(docs, 'evidence.md'), 'utf8');

const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the page about evidence', () => {
  it('lists every fault, and no other', () => {
    const listed = rows.flatMap(([, , cell = '']) =>
      [...cell.matchAll(/`([a-z ]+)`/g)].map(([, name]) => name),
    );
    expect(listed.toSorted()).toEqual(FAULTS.toSorted());
  });

  it('lists every property that is checked, and when', () => {
    const listed = rows.flatMap(([, property = '', when, what]) =>
      /^\d+$/.test(property) ? [{ property: Number(property), when, what }] : [],
    );
    expect(listed).toEqual(checkedProperties);
  });

  it('has a record of seeds on every store', () => {
    for (const store of STORES)
      expect(nextSeed(join(docs, 'evidence/simulation.json'), store)).toBeGreaterThan(1_000);
  });
});
