/** `pnpm check`: every step that a change must pass; stops at the first that fails and names it. */
import { execFile, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

interface Step {
  readonly name: string;
  readonly command: string;
}

const types: Step = { name: 'types and build', command: 'tsc -b' };
const independent: ReadonlyArray<Step> = [
  { name: 'packaging', command: 'node packages/tools/rules/src/packCheck.ts' },
  { name: 'lint', command: 'eslint packages' },
  { name: 'format', command: 'prettier --check . --log-level warn' },
  { name: 'layering', command: 'depcruise packages' },
  { name: 'dead code', command: 'knip' },
];
const tests: Step = { name: 'tests', command: 'jest --coverage' };

const root = join(import.meta.dirname, '../../../..');
const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
const options = {
  cwd: root,
  env: { ...process.env, PATH: path },
  timeout: 30 * 60_000,
  maxBuffer: 64 * 1024 * 1024,
};

const seconds = (startedMs: number): string => ((performance.now() - startedMs) / 1000).toFixed(1);
const words = (command: string): [string, string[]] => {
  const [program = '', ...rest] = command.split(' ');
  return [program, rest];
};

/** Prints how a step ended; the first that failed ends the whole check, and what still runs. */
const report = ({ name, command }: Step, startedMs: number, passed: boolean, output = ''): void => {
  if (passed) {
    console.log(`ok      ${name.padEnd(16)} ${seconds(startedMs).padStart(6)} s`);
    return;
  }
  console.log(output);
  console.log(`FAILED  ${name}: ${command}`);
  process.exit(1);
};

/** Keeps a step's output back, and shows it only if the step fails. */
const runQuietly = async (step: Step): Promise<void> => {
  const startedMs = performance.now();
  try {
    await promisify(execFile)(...words(step.command), options);
    report(step, startedMs, true);
  } catch (error) {
    const { stdout = '', stderr = String(error) } = error as Partial<Record<string, string>>;
    report(step, startedMs, false, stdout + stderr);
  }
};

await runQuietly(types);

const waiting = [...independent];
const lane = async (): Promise<void> => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    await runQuietly(step);
  }
};
await Promise.all([lane(), lane()]);

const startedMs = performance.now();
const { status } = spawnSync(...words(tests.command), { ...options, stdio: 'inherit' });
report(tests, startedMs, status === 0);
