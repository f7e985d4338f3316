import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freshSources } from './freshSources.ts';

const root = mkdtempSync(join(tmpdir(), 'facture-sources-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

const files = {
  'count.ts': 'let count: number = 0;\nexport const next = () => (count += 1);',
  'twice.ts': "import { next } from './count';\nnext();\nexport { next } from '@facture/count';",
  'given.ts': "import { told } from 'given';\nexport const told2 = told + __filename.length;",
  'broken.ts': "throw new Error('no');",
  'circle.ts':
    "import { size } from './path';\nexport const own = 2;\nexport const sum = () => own + size();",
  'path.ts':
    "import { own } from './circle';\nimport { sep } from 'node:path';\nexport const size = () => own + sep.length;",
};
for (const [file, source] of Object.entries(files)) writeFileSync(join(root, file), source);

const fresh = freshSources(
  root,
  (name) => (name === '@facture/count' ? join(root, 'count.ts') : undefined),
  { given: { told: 100 } },
);
const load = (file: keyof typeof files, sources = fresh()) =>
  sources.load(join(root, file)) as Record<string, unknown>;

describe('sources that are loaded anew', () => {
  it('share each module within a run, whatever it is called by', () => {
    const sources = fresh();
    const { next } = load('twice.ts', sources);
    expect((next as () => number)()).toBe(2);
    expect(load('count.ts', sources)['next']).toBe(next);
    expect([...sources.loaded()]).toEqual([join(root, 'twice.ts'), join(root, 'count.ts')]);
  });

  it('share nothing between runs', () => {
    const [first, second] = [load('count.ts'), load('count.ts')].map(
      ({ next }) => next as () => number,
    );
    expect([first?.(), first?.(), second?.()]).toEqual([1, 2, 1]);
  });

  it('get what is given to them, and know where they are', () => {
    expect(load('given.ts')).toEqual({ told2: 100 + join(root, 'given.ts').length });
  });

  it('may need each other', () => {
    const { sum } = load('circle.ts');
    expect((sum as () => number)()).toBe(5);
  });

  it('throw what they throw', () => {
    expect(() => load('broken.ts')).toThrow('no');
  });
});
