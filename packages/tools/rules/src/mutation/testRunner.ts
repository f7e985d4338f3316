import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
import {
  determineHitLimitReached,
  DryRunStatus,
  toMutantRunResult,
  type CompleteDryRunResult,
  TestStatus,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { expect } from 'expect';
import * as circus from 'jest-circus';

import { runAtMost } from './fewRuns.ts';
import { followTests } from './followTests.ts';
import { freshSources, type Fresh } from './freshSources.ts';

/** How many values each property tries on a mutant. */
const RUNS = 30;

/** Of how often Stryker lets a mutant be reached, which is a hundred times as often as without it. */
const PATIENCE = 0.1;

/** A test that took longer, with whatever mutant, is one of the last that the next ones see. */
const SLOW_MS = 100;

/** Longer than Stryker waits: it is the one to tell that time is up. */
const TEST_TIMEOUT_MS = 600_000;

/** What tests import of jest, as far as those that are run here need it. */
const jestGlobals = { ...circus, expect, jest: { setTimeout: () => undefined } };

/** What mutants, and those who count which tests reach them, look at. */
const stryker = ((globalThis as { __stryker__?: InstrumenterContext }).__stryker__ ??= {});

/** Finds what the names of our packages stand for, as jest does. */
const workspaceNames = async (root: string): Promise<(name: string) => string | undefined> => {
  const { default: config } = (await import(pathToFileURL(join(root, 'jest.config.js')).href)) as {
    readonly default: { readonly moduleNameMapper: Readonly<Record<string, string>> };
  };
  const names = Object.entries(config.moduleNameMapper).map(
    ([pattern, file]) => [new RegExp(pattern, 'u'), file.replace('<rootDir>', root)] as const,
  );
  return (name) => names.find(([pattern]) => pattern.test(name))?.[1];
};

const hasSucceeded = ({ status }: TestResult): boolean => status === TestStatus.Success;

/** Examples come before properties, so that most mutants die soon. */
const examplesFirst = (a: string, b: string): number =>
  Number(a.includes('.property.')) - Number(b.includes('.property.')) || a.localeCompare(b);

/**
 * Runs tests of jest in this process, without what jest does around them: that takes seconds for each
 * mutant, and the tests that notice it take milliseconds. Each run loads the sources anew, so that no
 * mutant finds what another has left behind, and mutants of what runs at loading show as well. After a
 * test that fails, no other file is loaded.
 *
 * A mutant is killed by a test that fails, or that cannot be loaded; it times out when it is reached
 * ten times as often as without it, or takes several times as long.
 */
export const plainRunner = (options: StrykerOptions & { tests?: Array<string> }): TestRunner => {
  const root = process.cwd();
  const files = globSync(options.tests ?? [], { cwd: root }).toSorted(examplesFirst);
  const needs = new Map<string, ReadonlySet<string>>();
  const slow = new Set<string>();
  let fresh: () => Fresh;

  const define = (chosen: ReadonlyArray<string>, { load }: Fresh): void => {
    circus.resetState();
    circus.getState().testTimeout = TEST_TIMEOUT_MS;
    for (const file of chosen)
      circus.describe(file, () => {
        try {
          load(join(root, file));
        } catch (error) {
          circus.it('is loaded', () => {
            throw error;
          });
        }
      });
  };

  const needsOf = (file: string): ReadonlySet<string> => {
    const before = needs.get(file);
    if (before !== undefined) return before;
    const sources = fresh();
    define([file], sources);
    needs.set(file, sources.loaded());
    return sources.loaded();
  };

  /** The files of tests that load a source, those that are named like it first. */
  const filesThatNeed = (source: string): ReadonlyArray<string> => {
    const isOthers = (file: string): number =>
      Number(!basename(file).startsWith(`${basename(source, '.ts')}.`));
    return files
      .filter((file) => needsOf(file).has(source))
      .toSorted((a, b) => isOthers(a) - isOthers(b));
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    init: async () => {
      runAtMost(RUNS);
      fresh = freshSources(root, await workspaceNames(root), { '@jest/globals': jestGlobals });
    },

    dryRun: async () => {
      stryker.mutantCoverage = { static: {}, perTest: {} };
      define(files, fresh());
      const tests = await followTests((id) => {
        stryker.currentTestId = id;
        return true;
      });
      const { mutantCoverage } = stryker;
      return { status: DryRunStatus.Complete, tests, mutantCoverage };
    },

    mutantRun: async ({ activeMutant, sandboxFileName, testFilter, disableBail, ...run }) => {
      const hitLimit = run.hitLimit && PATIENCE * run.hitLimit;
      delete stryker.activeMutant;
      delete stryker.currentTestId;
      const needing = filesThatNeed(sandboxFileName);
      const chosen = needing.filter(
        (file) => testFilter?.some((id) => id.startsWith(`${file} `)) ?? true,
      );
      const wanted = testFilter && new Set(testFilter);
      stryker.activeMutant = activeMutant.id;
      Object.assign(stryker, { hitLimit, hitCount: hitLimit && 0 });
      const tests: Array<TestResult> = [];
      for (const isSlow of [false, true]) {
        const sources = fresh();
        const isWanted = (id: string, hasFailed: boolean): boolean =>
          slow.has(id) === isSlow && (disableBail || !hasFailed) && (wanted?.has(id) ?? true);
        for (const file of chosen) {
          if (!disableBail && !tests.every(hasSucceeded)) break;
          define([file], sources);
          tests.push(...(await followTests(isWanted)));
        }
      }
      for (const { id, timeSpentMs } of tests) if (timeSpentMs > SLOW_MS) slow.add(id);
      const complete: CompleteDryRunResult = { status: DryRunStatus.Complete, tests };
      return toMutantRunResult(
        determineHitLimitReached(stryker.hitCount, hitLimit) ?? complete,
        disableBail,
      );
    },
  };
};
