import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { commands } from './commands';
import { buildProgram } from './program';
import { helpOf } from './testing/helpOf';

const page = readFileSync(resolve(__dirname, '../../../../docs/reference/auditor.md'), 'utf8');

/** The first block of text below each heading of the page. */
const blocks = new Map(
  [...page.matchAll(/^## ([^\n]+)\n.*?^```text\n(.*?)^```$/gms)].map(([, heading, text]) => [
    heading,
    text,
  ]),
);

const program = buildProgram(commands, () => Promise.resolve());

const helps = new Map([
  ['All commands', helpOf(program)],
  ...program.commands.map((command) => [command.name(), helpOf(command)] as const),
]);

describe('the reference of the auditor', () => {
  it('has every command, and no other', () => {
    expect([...blocks.keys()]).toEqual([...helps.keys()]);
  });

  it.each([...helps])('has the help of %s word for word', (heading, help) => {
    expect(blocks.get(heading)).toBe(help);
  });

  it('has examples that are commands of the auditor', () => {
    for (const { examples } of commands)
      for (const [line] of examples)
        expect(commands.map(({ name }) => name)).toContain(line.split(' ')[0]);
  });
});
