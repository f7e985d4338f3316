/**
 * `pnpm mutate`: changes the code in small ways, and fails unless each change fails a test of the same
 * package. It takes hours for everything: name the parts that are of interest.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Stryker } from '@stryker-mutator/core';

import { mutated, parts, type Part } from './mutationParts.ts';

const USAGE = `pnpm mutate [options] [part …]

Mutates parts of the code, all of them unless named, and runs the tests of their packages against each
mutant. Exits with 1 when one survives. The parts: ${Object.keys(parts).join(', ')}.

  --files GLOB     only these files of the parts, may be repeated
  --concurrency N  mutants that are tested at once (2)
  --all            static mutants too: slow, as each runs every test
  --json FILE      writes how many mutants died of each part, and those that did not
  --help           prints this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', multiple: true },
    concurrency: { type: 'string', default: '2' },
    all: { type: 'boolean', default: false },
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

const DEAD = new Set(['Killed', 'Timeout', 'CompileError', 'RuntimeError']);
const names = positionals.length > 0 ? positionals : Object.keys(parts);
const chosen = names.map((name) => ({ name, part: partCalled(name) }));

const reports = [];
for (const { name, part } of chosen) {
  console.log(`\n${name}`);
  const results = await new Stryker({
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner', join(import.meta.dirname, 'strykerPlugin.ts')],
    ignorers: ['unreachable'],
    jest: {
      configFile: 'jest.config.js',
      config: {
        testMatch: part.tests.map((glob) => `<rootDir>/${glob}`),
        setupFiles: ['<rootDir>/packages/tools/rules/src/mutationSettings.ts'],
        testSequencer: '<rootDir>/packages/tools/rules/src/examplesFirst.ts',
      },
    },
    mutate: mutated(part, values.files),
    coverageAnalysis: 'perTest',
    ignoreStatic: !values.all,
    timeoutMS: 20_000,
    timeoutFactor: 3,
    ignorePatterns: ['**/dist', 'coverage', 'reports', 'facture-data'],
    incremental: true,
    incrementalFile: `reports/mutation/${name}.json`,
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    reporters: ['clear-text', 'progress-append-only', 'html'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    concurrency,
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
  const tested = results.filter(({ status }) => status !== 'Ignored');
  const survivors = tested.filter(({ status }) => !DEAD.has(status));
  reports.push({
    part: name,
    tested: tested.length,
    died: tested.length - survivors.length,
    ignored: results.length - tested.length,
    survivors: survivors.map(({ fileName, location, replacement, status }) => ({
      file: fileName,
      line: location.start.line,
      replacement,
      status,
    })),
  });
}

for (const { part, tested, died, ignored } of reports)
  console.log(
    `${part}: ${died.toString()} of ${tested.toString()} mutants died, ${ignored.toString()} ignored`,
  );
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
process.exitCode = reports.some(({ survivors }) => survivors.length > 0) ? 1 : 0;
