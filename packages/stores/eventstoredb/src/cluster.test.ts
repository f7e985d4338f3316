import { afterAll, describe, expect, it, jest } from '@jest/globals';

import { all, anEvent } from './testing/faultBench';
import { closeAll, openStore, withStandin } from './testing/stores';

jest.setTimeout(60_000);
afterAll(closeAll);

describe('a cluster', () => {
  it('that cannot be discovered is asked again with a new client', () =>
    withStandin(async (standin) => {
      const host = `127.0.0.1:${standin.port}`;
      const options = 'tls=false&maxDiscoverAttempts=1&discoveryInterval=1';
      const store = openStore({
        connectionString: `esdb://${host},${host}?${options}`,
        retry: { attempts: 2, baseMs: 1, maxMs: 1 },
      });
      const event = anEvent();
      const append = store.append('order-1', 'no-stream', [event]);
      await standin.stop();
      expect((await append()).type).toBe('Unavailable');
      await standin.start();
      expect((await append()).type).toBe('Appended');
      expect(await all(store.read('order-1'))).toHaveLength(1);
    }));
});

describe('a clock of the server that is ten seconds off', () => {
  it('changes the times of events and nothing else', () =>
    withStandin(
      async (standin) => {
        const store = openStore({ connectionString: standin.connectionString });
        for (const expected of ['no-stream', 0, 1] as const)
          expect((await store.append('order-1', expected, [anEvent()])()).type).toBe('Appended');
        const times = (await all(store.read('order-1'))).map(({ recordedAt }) =>
          Date.parse(recordedAt),
        );
        expect(times.every((time) => Math.abs(time - Date.now() - 10_000) < 5_000)).toBe(true);
      },
      { now: () => new Date(Date.now() + 10_000) },
    ));
});
