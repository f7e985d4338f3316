import { strayClaims, type EventStore } from '@facture/contract';
import assert from 'node:assert/strict';

import type { Calls } from '../calls';
import { all, anEvent } from './faultBench';
import type { ServerBench, ServerCase } from './serverBench';

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

const claims = ['seller/1'];
const takenBy = (holder: string) => ({ type: 'ClaimTaken', key: 'seller/1', holder });
const inAMinute = () => new Date(Date.now() + 60_000);

/** Lets a process die that appends with a claim, after so many of its appends were answered. */
const die = async (
  { connect, openOn }: ServerBench,
  appends: number,
  event = anEvent(),
): Promise<void> => {
  const calls = connect();
  await new Promise<void>((resolve) => {
    // Nobody closes the store of a process that is dead: its appends are never answered.
    const dying = openOn(dyingAfter(calls, appends, resolve), {}, 'is abandoned');
    void dying.append('order-1', 'no-stream', [event], { claims })();
  });
  await calls.close();
};

const typeOf = async (
  store: EventStore,
  stream: string,
  expected: number | 'no-stream',
  event = anEvent(),
) => (await store.append(stream, expected, [event], { claims })()).type;

/** Processes that die or sleep between claim and append, and appends that are refused there. */
export const crashCases: ReadonlyArray<ServerCase> = [
  {
    name: 'a process that dies between claim and append leaves the number with its order, whose retry completes',
    run: async (bench) => {
      const event = anEvent();
      await die(bench, 1, event);
      const store = bench.open();
      assert.deepEqual(await all(store.read('order-1')), []);
      assert.equal(await store.claimHolder('seller/1'), 'order-1');
      const attempt = () => store.append('order-2', 'no-stream', [anEvent()], { claims })();
      assert.deepEqual(await attempt(), takenBy('order-1'));
      assert.equal(await typeOf(store, 'order-1', 'no-stream', event), 'Appended');
      assert.deepEqual(await attempt(), takenBy('order-1'));
      assert.equal((await all(store.readAll())).length, 1);
    },
  },
  {
    name: 'a process that dies between claim and append leaves a claim that an operator can give back',
    run: async (bench) => {
      await die(bench, 1);
      const store = bench.open();
      const strays = () => all(strayClaims(store)({ before: inAMinute() }));
      const [stray, ...others] = await strays();
      assert.deepEqual([stray?.key, stray?.holder, others], ['seller/1', 'order-1', []]);
      assert.deepEqual(await stray?.release(), { type: 'Released' });
      assert.deepEqual(await strays(), []);
      assert.equal(await typeOf(store, 'order-2', 'no-stream'), 'Appended');
    },
  },
  {
    name: 'a process that dies before the claim leaves nothing',
    run: async (bench) => {
      await die(bench, 0);
      const store = bench.open();
      assert.equal(await store.claimHolder('seller/1'), undefined);
      assert.equal(await typeOf(store, 'order-2', 'no-stream'), 'Appended');
    },
  },
  {
    name: 'a process that sleeps between claim and append does not go on where it was, and its repeat takes the claim anew',
    run: async ({ connect, open, openOn }) => {
      const calls = connect();
      let time = Date.now();
      const sleepy = openOn(
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
      const append = sleepy.append('order-1', 'no-stream', [anEvent()], { claims });
      assert.equal((await append()).type, 'OutcomeUnknown');
      const store = open();
      assert.deepEqual(await all(store.read('order-1')), []);
      for await (const stray of strayClaims(store)({ before: inAMinute() })) await stray.release();
      assert.equal(await typeOf(store, 'order-2', 'no-stream'), 'Appended');
      assert.deepEqual(await append(), takenBy('order-2'));
    },
  },
  {
    name: 'a claim whose append is refused is given back if it was free, and kept if an event may stand on it',
    run: async ({ connect, open, openOn, space }) => {
      const calls = connect();
      const other = open();
      let meanwhile: (() => Promise<unknown>) | undefined;
      // Somebody else writes to the order after the claim was taken.
      const overtaken = openOn({
        ...calls,
        append: async (requests) => {
          const name = requests[0]?.getOptions()?.getStreamIdentifier()?.getStreamName_asU8();
          if (Buffer.from(name ?? []).toString() === `${space}order-1`) {
            await meanwhile?.();
            meanwhile = undefined;
          }
          return calls.append(requests);
        },
      });
      const append = (expected: number | 'no-stream') =>
        overtaken.append('order-1', expected, [anEvent()], { claims })();
      meanwhile = () => other.append('order-1', 'no-stream', [anEvent()])();
      assert.deepEqual(await append('no-stream'), { type: 'RevisionConflict', actual: 0 });
      assert.equal(await other.claimHolder('seller/1'), undefined);

      meanwhile = () => other.append('order-1', 0, [anEvent()], { claims })();
      assert.deepEqual(await append(0), { type: 'RevisionConflict', actual: 1 });
      assert.equal(await other.claimHolder('seller/1'), 'order-1');
      const late = await other.append('order-2', 'no-stream', [anEvent()], { claims })();
      assert.deepEqual(late, takenBy('order-1'));
    },
  },
];
