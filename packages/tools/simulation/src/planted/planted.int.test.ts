import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { plantedBugs } from './bugs';
import { searchFor } from './searchFor';

const packages = join(__dirname, '../../../..');

const SAMPLE = [
  'half a cent dropped',
  'claims not taken',
  'the list forgets returns',
  'subscription ended quietly',
];

describe('planted bugs', () => {
  it.each(plantedBugs.map((bug) => [bug.name, bug] as const))(
    '%s: what is exchanged stands once in the code',
    (_, { file, piece, instead }) => {
      expect(readFileSync(join(packages, file), 'utf8').split(piece)).toHaveLength(2);
      expect(instead).not.toBe(piece);
    },
  );

  it.each(
    plantedBugs.filter(({ name }) => SAMPLE.includes(name)).map((bug) => [bug.name, bug] as const),
  )('%s: is found', async (_, bug) => {
    const { violation } = await searchFor(bug, 500);
    expect(violation).toMatch(/^property \d+: /);
  });

  it('are listed on the page about evidence, and no others', () => {
    const page = readFileSync(join(packages, '../docs/explanation/evidence.md'), 'utf8');
    const listed = [...page.matchAll(/^\| (.+?) +\|.*\| property \d+ +\|/gm)].map(
      ([, name]) => name,
    );
    expect(listed).toEqual(plantedBugs.map(({ name }) => name));
  });

  it('are not found in code that is right', async () => {
    const [first] = plantedBugs;
    if (first === undefined) throw new Error('no bug is planted');
    expect(await searchFor({ ...first, instead: first.piece }, 20)).toEqual({ seeds: 20 });
  });
});
