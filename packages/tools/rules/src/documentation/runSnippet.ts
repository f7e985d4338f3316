import { expect } from '@jest/globals';
import { functionBody, importsOf, withChecks, type Snippet } from './snippets.ts';

type Run = (...values: ReadonlyArray<unknown>) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...names: string[]) => Run;

const fpts = {
  right: (right: unknown) => ({ _tag: 'Right', right }),
  left: (left: unknown) => ({ _tag: 'Left', left }),
  some: (value: unknown) => ({ _tag: 'Some', value }),
  none: { _tag: 'None' },
};

/**
 * Runs a snippet with these names in scope, and in the place of these modules others, and compares
 * what it says with what it does. Tells how much it compared.
 */
export const runSnippet = async (
  snippet: Snippet,
  scope: Readonly<Record<string, unknown>> = {},
  instead: ReadonlyMap<string, unknown> = new Map(),
): Promise<number> => {
  const modules = new Map<string, unknown>();
  for (const name of importsOf(snippet))
    modules.set(name, instead.get(name) ?? (await import(name)));
  const { code, checks } = withChecks(snippet);
  const body = functionBody(code);
  const names = { ...scope, ...fpts, exports: {}, require: (name: string) => modules.get(name) };
  const check = (actual: unknown, expected: unknown, text: string): void => {
    expect({ [text]: actual }).toEqual({ [text]: expected });
  };
  await new AsyncFunction('check', ...Object.keys(names), body)(check, ...Object.values(names));
  return checks;
};
