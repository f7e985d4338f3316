import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { dirname } from 'node:path';
import { StatementSync } from 'node:sqlite';

import { sealStore } from './sealStore';
import { appendOrders, expectSound, readerIn } from './testing/sealedStore';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';
import { sqliteError } from './testing/watchedDatabase';

afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(removeTemporaryFiles);

const CORRUPT = 11;
const BUSY = 5;

/** Lets the first readings of the last checkpoint fail. */
const failToRead = (times: number, error: Error): void => {
  let left = times;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own object
  const get = StatementSync.prototype.get;
  jest.spyOn(StatementSync.prototype, 'get').mockImplementation(function (
    this: StatementSync,
    ...values
  ) {
    if (this.sourceSQL.includes('FROM checkpoints') && left-- > 0) throw error;
    return Reflect.apply(get, this, values);
  });
};

const sealFive = async (file: string) => {
  const store = openStore(file);
  await appendOrders(store, 5);
  const done = new AbortController();
  const failures: Array<unknown> = [];
  const refusal = await sealStore(
    {
      store,
      data: dirname(file),
      sleep: () => Promise.resolve(),
      random: () => 0,
      onCaughtUp: () => {
        done.abort();
      },
      onFailure: (thrown) => failures.push(thrown),
    },
    done.signal,
  );
  return { store, refusal, failures };
};

describe('sealing into a log', () => {
  it('begins when the log can be read, although it could not for a moment', async () => {
    const file = temporaryFile();
    failToRead(3, sqliteError(BUSY, 'database is locked'));
    const { store, refusal, failures } = await sealFive(file);
    expect(refusal).toBeUndefined();
    expect(failures.map(String)).toEqual(
      Array.from({ length: 3 }, () => 'StoreReadError: Unavailable: database is locked'),
    );
    const log = readerIn(dirname(file));
    expect(log.latest()?.size).toBe(5);
    await expectSound(log, store);
    log.close();
    await store.close();
  });

  it('is refused when the log can never be read', async () => {
    failToRead(1, sqliteError(CORRUPT, 'database disk image is malformed'));
    const { store, refusal } = await sealFive(temporaryFile());
    expect(refusal).toEqual({
      type: 'SealingFailed',
      reason: 'database disk image is malformed',
    });
    await store.close();
  });
});
