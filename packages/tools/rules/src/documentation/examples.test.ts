import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pages, root } from './pages.ts';
import { runSnippet } from './runSnippet.ts';
import { docExamples, fences } from './snippets.ts';
import { typeProblems } from './typeProblems.ts';

const sources = globSync('packages/*/*/src/**/*.ts', { cwd: root }).filter(
  (file) => !/\.test\.ts$|\/testing\/|^packages\/tools\//.test(file),
);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

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
  const marked = (mark: string) =>
    pages.flatMap(({ name, markdown }) => fences(name, markdown, mark));
  const snippets = marked('ts');

  it.each(snippets.map((snippet) => [snippet.place, snippet] as const))(
    'does what it says at %s',
    async (_place, snippet) => {
      expect(await runSnippet(snippet)).toBeGreaterThan(0);
    },
  );

  it('passes the type checker', () => {
    expect(typeProblems(root, [...snippets, ...marked('ts service')])).toEqual([]);
  });

  it('notices an example of the wrong type', () => {
    const wrong = { place: 'wrong.md:1', code: "const a: number = 'one';\na; // => 'one'\n" };
    expect(typeProblems(root, [wrong])).toEqual([
      "wrong.md:1: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it('notices an example that does something else', async () => {
    const wrong = { place: 'wrong.md:1', code: 'const a: number = 1;\na + 1; // => 3\n' };
    await expect(runSnippet(wrong)).rejects.toThrow('a + 1');
  });
});

describe('the docstrings', () => {
  const snippets = sources.flatMap((source) =>
    docExamples(source, read(source)).map((snippet) => [snippet.place, source, snippet] as const),
  );

  it.each(snippets)('do what they say at %s', async (_place, source, snippet) => {
    const module = (await import(join(root, source))) as object;
    expect(await runSnippet(snippet, { ...module })).toBeGreaterThan(0);
  });

  it('are found', () => {
    expect(snippets.length).toBeGreaterThan(2);
  });
});
