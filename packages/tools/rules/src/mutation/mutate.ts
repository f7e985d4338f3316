/**
 * `pnpm mutate`: changes the code in small ways, and fails unless each change fails a test of the same
 * package.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Stryker } from '@stryker-mutator/core';

import { mutated, parts, type Part } from './parts.ts';
import { resultOf, type PartResult } from './partResult.ts';

const USAGE = `pnpm mutate [options] [part …]

Mutates parts of the code, all of them unless named, and runs the tests of their packages against each
mutant. Exits with 1 when one survives. The parts: ${Object.keys(parts).join(', ')}.

  --files GLOB     only these files of the parts, may be repeated
  --concurrency N  mutants that are tested at once (2)
  --json FILE      writes what became of the mutants of each part, in place of what the file says of it
  --help           prints this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', multiple: true },
    concurrency: { type: 'string', default: '2' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const refuse = (reason: string): never => {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
};

const partCalled = (name: string): Part =>
  parts[name] ?? refuse(`"${name}" is no part: there are ${Object.keys(parts).join(', ')}.`);

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const concurrency = Number(values.concurrency);
if (!Number.isInteger(concurrency) || concurrency < 1)
  refuse(`--concurrency takes a number from 1, not "${values.concurrency}".`);

const names = positionals.length > 0 ? positionals : Object.keys(parts);
const chosen = names.map((name) => ({ name, part: partCalled(name) }));
const of = execFileSync('git', ['log', '-1', '--format=%cs'], { encoding: 'utf8' }).trim();

/** Puts the result of a part into a file, in the order of the parts. */
const keep = (file: string, result: PartResult): void => {
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { parts: ReadonlyArray<PartResult> }).parts
    : [];
  const order = Object.keys(parts);
  const all = [...kept.filter(({ part }) => part !== result.part), result].toSorted(
    (a, b) => order.indexOf(a.part) - order.indexOf(b.part),
  );
  writeFileSync(file, `${JSON.stringify({ parts: all }, null, 2)}\n`);
};

for (const { name, part } of chosen) {
  console.log(`\n${name}`);
  const mutants = await new Stryker({
    testRunner: 'plain',
    plugins: [join(import.meta.dirname, 'plugin.ts')],
    tests: part.tests,
    ignorers: ['unreachable'],
    mutate: mutated(part, values.files),
    coverageAnalysis: 'perTest',
    timeoutMS: 20_000,
    timeoutFactor: 4,
    ignorePatterns: ['**/dist', 'coverage', 'reports', 'facture-data'],
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    reporters: ['clear-text', 'progress-append-only', 'html'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    concurrency,
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
  const result = resultOf(name, of, mutants);
  const { killed, timedOut, ignored, survivors } = result;
  console.log(
    `${name}: ${mutants.length.toString()} mutants, ${killed.toString()} killed, ${timedOut.toString()} timed out, ${ignored.length.toString()} ignored, ${survivors.length.toString()} survived`,
  );
  if (values.json !== undefined) keep(values.json, result);
  if (survivors.length > 0) process.exitCode = 1;
}
