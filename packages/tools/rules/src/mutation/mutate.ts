/**
 * `pnpm mutate`: changes the code in small ways, and fails unless each change fails a test of the same
 * package.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Stryker } from '@stryker-mutator/core';

import { fileResults, type FileResult } from './fileResults.ts';
import { mutated, parts, type Part } from './parts.ts';

const USAGE = `pnpm mutate [options] [part …]

Mutates parts of the code, all of them unless named, and runs the tests of their packages against each
mutant. Exits with 1 when one survives. The parts: ${Object.keys(parts).join(', ')}.

  --files GLOB     only these files of the parts, may be repeated
  --concurrency N  mutants that are tested at once (2)
  --record FILE    writes what became of the mutants, in place of what FILE says of the same
  --help           prints this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', multiple: true },
    concurrency: { type: 'string', default: '2' },
    record: { type: 'string' },
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

/** Puts results into a file, in place of those before of the same files, or of the whole part. */
const keep = (file: string, part: string, results: ReadonlyArray<FileResult>): void => {
  const before = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { files: ReadonlyArray<FileResult> }).files
    : [];
  const isReplaced = (kept: FileResult): boolean =>
    kept.part === part &&
    (values.files === undefined || results.some((result) => result.file === kept.file));
  const files = [...before.filter((kept) => !isReplaced(kept)), ...results].toSorted((a, b) =>
    a.file.localeCompare(b.file),
  );
  writeFileSync(file, `${JSON.stringify({ files }, null, 2)}\n`);
};

const total = (counts: ReadonlyArray<number>): string =>
  counts.reduce((sum, count) => sum + count, 0).toString();

for (const { name, part } of chosen) {
  console.log(`\n${name}`);
  const mutants = await new Stryker({
    testRunner: 'plain',
    plugins: [join(import.meta.dirname, 'plugin.ts')],
    tests: part.tests,
    ignorers: ['unreachable'],
    mutate: mutated(part, values.files),
    coverageAnalysis: 'perTest',
    timeoutMS: 10_000,
    timeoutFactor: 2,
    ignorePatterns: ['**/dist', 'coverage', 'reports', 'facture-data'],
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    reporters: ['clear-text', 'progress-append-only', 'html'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    concurrency,
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
  const results = fileResults(name, of, mutants);
  const survived = total(results.map(({ survivors }) => survivors.length));
  console.log(
    `${name}: ${mutants.length.toString()} mutants, ${total(results.map(({ killed }) => killed))} killed, ${total(results.map(({ timedOut }) => timedOut))} timed out, ${total(results.map(({ ignored }) => ignored.length))} ignored, ${survived} survived`,
  );
  if (values.record !== undefined) keep(values.record, name, results);
  if (survived !== '0') process.exitCode = 1;
}
