import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FAULTS } from './faults';
import { checkedProperties } from './properties';

const page = readFileSync(join(__dirname, '../../../../docs/explanation/evidence.md'), 'utf8');

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
});
