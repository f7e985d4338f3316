import { describe, expect, it } from '@jest/globals';

import { runCommand } from './command';
import { readOptions, USAGE, type Options } from './options';

const run = async (
  args: ReadonlyArray<string>,
  work: (options: Options) => Promise<boolean> = () => Promise.resolve(true),
) => {
  const printed = { stdout: '', stderr: '' };
  const output = (name: keyof typeof printed) => ({
    write: (text: string) => (printed[name] += text),
  });
  const outputs = { stdout: output('stdout'), stderr: output('stderr') };
  const code = await runCommand({ usage: USAGE, readOptions, run: work }, args, outputs);
  return { code, ...printed };
};

describe('a command', () => {
  it('ends with 0 when all is well, and with 1 when something is not', async () => {
    expect(await run(['--rounds', '3'], ({ rounds }) => Promise.resolve(rounds === 3))).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await run([], () => Promise.resolve(false))).toMatchObject({ code: 1 });
    expect(await run([], () => Promise.reject(new Error('no disk')))).toEqual({
      code: 1,
      stdout: '',
      stderr: 'no disk\n',
    });
  });

  it.each([['--rounds', 'many'], ['--only', 'luck'], ['--speed']])(
    'does nothing and ends with 2 when it is told %s %s',
    async (...args) => {
      const { code, stderr } = await run(args, () => Promise.reject(new Error('it works')));
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: /);
      expect(stderr).toContain(args[0]);
      expect(stderr).not.toContain('it works');
    },
  );

  it('prints what it can be told, and does nothing, when it is asked for help', async () => {
    expect(await run(['--help'], () => Promise.reject(new Error('it works')))).toEqual({
      code: 0,
      stdout: USAGE,
      stderr: '',
    });
  });
});
