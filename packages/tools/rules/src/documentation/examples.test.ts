import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  docExamples,
  fences,
  functionBody,
  importsOf,
  withChecks,
  type Snippet,
} from './snippets.ts';
import { typeProblems } from './typeProblems.ts';

const root = resolve(__dirname, '../../../../..');
const pages = globSync(['README.md', 'docs/**/*.md', 'packages/*/*/README.md'], { cwd: root });
const sources = globSync('packages/*/*/src/**/*.ts', { cwd: root }).filter(
  (file) => !/\.test\.ts$|\/testing\/|^packages\/tools\//.test(file),
);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

type Run = (...values: ReadonlyArray<unknown>) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...names: string[]) => Run;

/** Runs a snippet with these names in scope and compares what it says with what it does. */
const run = async (snippet: Snippet, scope: Readonly<Record<string, unknown>>): Promise<number> => {
  const modules = new Map<string, unknown>();
  for (const name of importsOf(snippet)) modules.set(name, await import(name));
  const { code, checks } = withChecks(snippet);
  const body = functionBody(code);
  const names = { ...scope, ...fpts, exports: {}, require: (name: string) => modules.get(name) };
  const check = (actual: unknown, expected: unknown, text: string): void => {
    expect({ [text]: actual }).toEqual({ [text]: expected });
  };
  await new AsyncFunction('check', ...Object.keys(names), body)(check, ...Object.values(names));
  return checks;
};

const fpts = {
  right: (right: unknown) => ({ _tag: 'Right', right }),
  left: (left: unknown) => ({ _tag: 'Left', left }),
  some: (value: unknown) => ({ _tag: 'Some', value }),
  none: { _tag: 'None' },
};

const home = process.cwd();
const scratch = mkdtempSync(join(tmpdir(), 'facture-examples-'));

beforeAll(() => {
  process.chdir(scratch);
});

afterAll(() => {
  process.chdir(home);
  rmSync(scratch, { recursive: true });
});

describe('the documentation', () => {
  const snippets = pages.flatMap((page) => fences(page, read(page), 'ts'));

  it.each(snippets.map((snippet) => [snippet.place, snippet] as const))(
    'does what it says at %s',
    async (_place, snippet) => {
      expect(await run(snippet, {})).toBeGreaterThan(0);
    },
  );

  it('passes the type checker', () => {
    expect(typeProblems(root, snippets)).toEqual([]);
  });

  it('notices an example of the wrong type', () => {
    const wrong = { place: 'wrong.md:1', code: "const a: number = 'one';\na; // => 'one'\n" };
    expect(typeProblems(root, [wrong])).toEqual([
      "wrong.md:1: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it('notices an example that does something else', async () => {
    const wrong = { place: 'wrong.md:1', code: 'const a: number = 1;\na + 1; // => 3\n' };
    await expect(run(wrong, {})).rejects.toThrow('a + 1');
  });
});

describe('the docstrings', () => {
  const snippets = sources.flatMap((source) =>
    docExamples(source, read(source)).map((snippet) => [snippet.place, source, snippet] as const),
  );

  it.each(snippets)('do what they say at %s', async (_place, source, snippet) => {
    const module = (await import(join(root, source))) as object;
    expect(await run(snippet, { ...module })).toBeGreaterThan(0);
  });

  it('are found', () => {
    expect(snippets.length).toBeGreaterThan(2);
  });
});
