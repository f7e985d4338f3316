import { strayClaims, type EventStore } from '@facture/contract';
import type { Standin } from '@facture/standin';
import { afterAll, describe, expect, it, jest } from '@jest/globals';

import type { Calls } from './calls';
import { all, anEvent } from './testing/faultBench';
import { callsTo, closeAll, openStore, storeOn, withStandin } from './testing/stores';

jest.setTimeout(60_000);
afterAll(closeAll);

const open = (standin: Standin): EventStore =>
  openStore({ connectionString: standin.connectionString });

/** A connection of a process that dies after so many appends were answered: it never goes on. */
const dyingAfter = (calls: Calls, appends: number, onDeath: () => void): Calls => {
  let answered = 0;
  return {
    ...calls,
    append: (requests) => {
      if (answered === appends) {
        onDeath();
        return new Promise(() => undefined);
      }
      answered += 1;
      return calls.append(requests);
    },
  };
};

/** Nobody closes the store of a process that is dead: its appends are never answered. */
const storeAbandoned = (calls: Calls): EventStore => storeOn(calls, {}, 'is abandoned');

const claims = ['seller/1'];
const taken = { type: 'ClaimTaken', key: 'seller/1', holder: 'order-1' };

describe('a process that dies', () => {
  it('between claim and append leaves the number with its order, whose retry completes', () =>
    withStandin(async (standin) => {
      const event = anEvent();
      const calls = callsTo(standin.connectionString);
      const died = new Promise<void>((resolve) => {
        const dying = dyingAfter(calls, 1, resolve);
        void storeAbandoned(dying).append('order-1', 'no-stream', [event], { claims })();
      });
      await died;
      await calls.close();

      const store = open(standin);
      expect(await all(store.read('order-1'))).toEqual([]);
      expect(await store.claimHolder('seller/1')).toBe('order-1');
      const attempt = () => store.append('order-2', 'no-stream', [anEvent()], { claims })();
      expect(await attempt()).toEqual(taken);
      const retried = await store.append('order-1', 'no-stream', [event], { claims })();
      expect(retried.type).toBe('Appended');
      expect(await attempt()).toEqual(taken);
      expect(await all(store.readAll())).toHaveLength(1);
    }));

  it('between claim and append leaves a claim that an operator can give back', () =>
    withStandin(async (standin) => {
      const calls = callsTo(standin.connectionString);
      const died = new Promise<void>((resolve) => {
        const dying = dyingAfter(calls, 1, resolve);
        void storeAbandoned(dying).append('order-1', 'no-stream', [anEvent()], { claims })();
      });
      await died;
      await calls.close();

      const store = open(standin);
      const before = new Date(Date.now() + 60_000);
      const strays = () => all(strayClaims(store)({ before }));
      expect(await strays()).toMatchObject([{ key: 'seller/1', holder: 'order-1' }]);
      expect(await (await strays())[0]?.release()).toEqual({ type: 'Released' });
      expect(await strays()).toEqual([]);
      const other = await store.append('order-2', 'no-stream', [anEvent()], { claims })();
      expect(other.type).toBe('Appended');
    }));

  it('before the claim leaves nothing', () =>
    withStandin(async (standin) => {
      const calls = callsTo(standin.connectionString);
      const died = new Promise<void>((resolve) => {
        const dying = dyingAfter(calls, 0, resolve);
        void storeAbandoned(dying).append('order-1', 'no-stream', [anEvent()], { claims })();
      });
      await died;
      await calls.close();
      const store = open(standin);
      expect(await store.claimHolder('seller/1')).toBeUndefined();
      const other = await store.append('order-2', 'no-stream', [anEvent()], { claims })();
      expect(other.type).toBe('Appended');
    }));
});

describe('a process that falls asleep between claim and append', () => {
  it('does not go on where it was, and its repeat takes the claim anew', () =>
    withStandin(async (standin) => {
      const calls = callsTo(standin.connectionString);
      let time = Date.now();
      const sleepy = storeOn(
        {
          ...calls,
          append: async (requests) => {
            const response = await calls.append(requests);
            time += 3_600_000;
            return response;
          },
        },
        { now: () => new Date(time) },
      );
      const event = anEvent();
      const append = sleepy.append('order-1', 'no-stream', [event], { claims });
      expect((await append()).type).toBe('OutcomeUnknown');
      const store = open(standin);
      expect(await all(store.read('order-1'))).toEqual([]);
      for await (const stray of strayClaims(store)({ before: new Date(Date.now() + 60_000) }))
        await stray.release();
      await store.append('order-2', 'no-stream', [anEvent()], { claims })();
      expect(await append()).toEqual({ ...taken, holder: 'order-2' });
    }));
});

describe('a claim whose append is refused', () => {
  it('is given back if it was free, and kept if an event may stand on it', () =>
    withStandin(async (standin) => {
      const calls = callsTo(standin.connectionString);
      const other = open(standin);
      let meanwhile: (() => Promise<unknown>) | undefined;
      // Somebody else writes to the order after the claim was taken.
      const overtaken = storeOn({
        ...calls,
        append: async (requests) => {
          const name = requests[0]?.getOptions()?.getStreamIdentifier()?.getStreamName_asU8();
          if (Buffer.from(name ?? []).toString() === 'order-1') {
            await meanwhile?.();
            meanwhile = undefined;
          }
          return calls.append(requests);
        },
      });
      meanwhile = () => other.append('order-1', 'no-stream', [anEvent()])();
      expect(await overtaken.append('order-1', 'no-stream', [anEvent()], { claims })()).toEqual({
        type: 'RevisionConflict',
        actual: 0,
      });
      expect(await other.claimHolder('seller/1')).toBeUndefined();

      meanwhile = () => other.append('order-1', 0, [anEvent()], { claims })();
      expect(await overtaken.append('order-1', 0, [anEvent()], { claims })()).toEqual({
        type: 'RevisionConflict',
        actual: 1,
      });
      expect(await other.claimHolder('seller/1')).toBe('order-1');
      expect(await other.append('order-2', 'no-stream', [anEvent()], { claims })()).toEqual(taken);
    }));
});

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
        const store = open(standin);
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
