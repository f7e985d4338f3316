import { TestStatus, type TestResult } from '@stryker-mutator/api/test-runner';
import * as circus from 'jest-circus';

type Test = Extract<circus.Event, { name: 'test_done' }>['test'];

interface Named {
  readonly name: string;
  readonly parent?: Named | undefined;
}

/** The names of all that is around a test, but for the root, and its own. */
const idOf = ({ name, parent }: Named): string =>
  parent?.parent === undefined ? name : `${idOf(parent)} ${name}`;

const messageOf = (thrown: unknown): string => {
  if (Array.isArray(thrown)) return messageOf(thrown[0]);
  return Error.isError(thrown) ? thrown.message : String(thrown);
};

const resultOf = (test: Test): TestResult => {
  const id = idOf(test);
  const told = { id, name: id, timeSpentMs: test.duration ?? 0 };
  return test.errors.length === 0
    ? { ...told, status: TestStatus.Success }
    : { ...told, status: TestStatus.Failed, failureMessage: messageOf(test.errors[0]) };
};

/**
 * Runs the tests that were defined, and tells how they went. Each is skipped unless it is wanted when its
 * turn comes; who is asked learns whether one has failed by then.
 */
export const followTests = async (
  isWanted: (id: string, hasFailed: boolean) => boolean,
): Promise<Array<TestResult>> => {
  const results: Array<TestResult> = [];
  let hasFailed = false;
  const follow = (event: circus.Event): void => {
    if (event.name === 'test_start' && !isWanted(idOf(event.test), hasFailed))
      event.test.mode = 'skip';
    if (event.name === 'test_done') {
      results.push(resultOf(event.test));
      hasFailed ||= event.test.errors.length > 0;
    }
  };
  circus.addEventHandler(follow);
  const { unhandledErrors } = await circus.run();
  circus.removeEventHandler(follow);
  for (const failureMessage of unhandledErrors)
    results.push({
      id: 'around the tests',
      name: 'around the tests',
      timeSpentMs: 0,
      status: TestStatus.Failed,
      failureMessage,
    });
  return results;
};
