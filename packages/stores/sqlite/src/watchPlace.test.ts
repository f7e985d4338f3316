import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import fs, { copyFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';
import { watchPlace } from './watchPlace';

afterAll(removeTemporaryFiles);
afterEach(() => {
  jest.restoreAllMocks();
});

const HOUR_MS = 3_600_000;

/** A database with a log, and the question that was asked after it once already. */
const watched = async (now: () => number) => {
  const file = temporaryFile();
  await openStore(file).close();
  const database = new DatabaseSync(file);
  database.exec('PRAGMA user_version = 3');
  const isInPlace = watchPlace(database, now);
  expect(isInPlace()).toBe(true);
  return { file, database, isInPlace };
};

/** The paths that a question asks after. */
const askedAfter = (isInPlace: () => boolean): ReadonlyArray<unknown> => {
  const asked = jest.spyOn(fs, 'statSync');
  isInPlace();
  return asked.mock.calls.map(([path]) => path);
};

const changes: ReadonlyArray<readonly [string, (file: string) => void]> = [
  ['is moved', (file) => renameSync(file, `${file}.moved`)],
  ['loses its log', (file) => renameSync(`${file}-wal`, `${file}-wal.moved`)],
  ['goes with its folder', (file) => renameSync(dirname(file), `${dirname(file)}.moved`)],
  [
    'is replaced',
    (file) => {
      copyFileSync(file, `${file}.copy`);
      renameSync(`${file}.copy`, file);
    },
  ],
];

describe.each([
  ['that has just changed', () => Date.now()],
  ['that has long been at rest', () => Date.now() + HOUR_MS],
])('watchPlace in a folder %s', (_, now) => {
  it.each(changes)('notices that the file %s', async (__, change) => {
    const { file, database, isInPlace } = await watched(now);
    change(file);
    expect([isInPlace(), isInPlace()]).toEqual([false, false]);
    database.close();
  });
});

describe('watchPlace', () => {
  it('asks after the files as long as a change might not show in the time of their folder', async () => {
    const { file, database, isInPlace } = await watched(Date.now);
    expect(askedAfter(isInPlace)).toEqual([dirname(file), file, `${file}-wal`]);
    database.close();
  });

  it('asks after the folder alone while it is at rest', async () => {
    const { file, database, isInPlace } = await watched(() => Date.now() + HOUR_MS);
    expect(askedAfter(isInPlace)).toEqual([dirname(file)]);
    database.close();
  });

  it('looks at the files again when the folder has changed for another reason', async () => {
    const { file, database, isInPlace } = await watched(() => Date.now() + HOUR_MS);
    copyFileSync(file, `${file}.backup`);
    expect(askedAfter(isInPlace)).toEqual([dirname(file), file, `${file}-wal`]);
    expect(isInPlace()).toBe(true);
    database.close();
  });
});
