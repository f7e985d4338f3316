import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { promisify } from 'node:util';

import chromium from '@sparticuz/chromium';

const web = join(__dirname, '../..');

/** The part of jest's configuration that tells which tests are to run. */
interface Run {
  readonly rootDir: string;
  readonly findRelatedTests: boolean;
  readonly testPathPatterns: {
    readonly toExecutor: (options: { readonly rootDir: string }) => {
      readonly isMatch: (file: string) => boolean;
    };
  };
}

/** Where jest looks for tests. */
interface Project {
  readonly testMatch: ReadonlyArray<string>;
}

const looksAtPage = (
  { rootDir, findRelatedTests, testPathPatterns }: Run,
  { testMatch }: Project,
): boolean => {
  const asked = testPathPatterns.toExecutor({ rootDir });
  const tests = globSync('src/**/*.browser.test.ts', { cwd: web }).map((file) => join(web, file));
  return (
    !findRelatedTests &&
    tests.some((file) => asked.isMatch(file) && testMatch.some((glob) => matchesGlob(file, glob)))
  );
};

/** Why a program does not start; undefined when it does. */
const notStarting = async (program: string): Promise<string | undefined> => {
  try {
    await promisify(execFile)(program, ['--version']);
    return undefined;
  } catch (thrown) {
    return String(thrown);
  }
};

/**
 * Builds the page and unpacks the browser before any test looks at the one with the other: test files
 * that did so for themselves would get in each other's way. `FACTURE_BROWSER` names another browser,
 * and tells the tests where this one is: it is empty where none starts, and then they are skipped,
 * unless `FACTURE_BROWSER_NEEDED` is set, as in the continuous integration.
 */
const prepareBrowser = async (run: Run, project: Project): Promise<void> => {
  if (!looksAtPage(run, project)) return;
  await promisify(execFile)(process.execPath, [join(web, 'buildPage.mts')]);
  // Its arguments are left alone: they switch off what the tests are about.
  const browser = process.env['FACTURE_BROWSER'] ?? (await chromium.executablePath());
  const reason = await notStarting(browser);
  process.env['FACTURE_BROWSER'] = reason === undefined ? browser : '';
  if (reason === undefined) return;
  const said = `The page is not looked at, as no browser starts. See .ci/run: ${reason}`;
  if (process.env['FACTURE_BROWSER_NEEDED'] !== undefined) throw new Error(said);
  console.warn(said);
};

export default prepareBrowser;
