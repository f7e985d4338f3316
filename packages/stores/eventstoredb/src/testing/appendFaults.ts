import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { all, anEvent, appendOnce, type FaultBench, type FaultCase } from './faultBench';

const LOSSES = ['silence', 'disconnect', 'timeout'] as const;

/** Answers that are lost, late or refusals. */
export const appendFaults: ReadonlyArray<FaultCase> = [
  ...LOSSES.flatMap((as) => [
    {
      name: `an append whose answer is lost is appended once (${as})`,
      run: (bench: FaultBench) =>
        appendOnce(bench.open(), () => {
          bench.standin.faults.order({ type: 'lose-answer', as }, { operation: 'append' });
        }),
    },
    {
      name: `an append that is lost is appended by its repeat (${as})`,
      run: (bench: FaultBench) =>
        appendOnce(bench.open(), () => {
          bench.standin.faults.order({ type: 'lose-request', as }, { operation: 'append' });
        }),
    },
  ]),
  {
    name: 'an append that finds no leader is sent to the one that is named',
    run: (bench) =>
      appendOnce(bench.open(), () => {
        const leader = { host: '127.0.0.1', port: bench.standin.port };
        bench.standin.faults.order({ type: 'not-leader', leader }, { operation: 'append' });
      }),
  },
  {
    name: 'an append goes on over a server that is not ready',
    run: (bench) =>
      appendOnce(bench.open(), () => {
        bench.standin.faults.order(
          { type: 'refuse', code: 2, details: 'Server Is Not Ready' },
          { operation: 'append', times: 2 },
        );
      }),
  },
  {
    name: 'a conflict after a lost answer is one only if others wrote the events',
    run: async ({ standin, open }) => {
      const [store, other] = [open(), open()];
      const [mine, theirs] = [anEvent(), anEvent()];
      standin.faults.order({ type: 'lose-request', as: 'silence' }, { operation: 'append' });
      const losing = store.append('order-1', 'no-stream', [mine])();
      await wait(30);
      assert.equal((await other.append('order-1', 'no-stream', [theirs])()).type, 'Appended');
      assert.deepEqual(await losing, { type: 'RevisionConflict', actual: 0 });
    },
  },
  {
    name: 'an answer that is lost for ever is told as unknown, and the repeat completes',
    run: async ({ standin, open }) => {
      const store = open();
      const event = anEvent();
      const lost = standin.faults.order(
        { type: 'lose-answer', as: 'disconnect' },
        { operation: 'append', times: Infinity },
      );
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'OutcomeUnknown');
      lost.cancel();
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'Appended');
      assert.equal((await all(store.read('order-1'))).length, 1);
    },
  },
  {
    name: 'a conflict with a stream that is not there tells so',
    run: async ({ open }) => {
      const store = open();
      assert.deepEqual(await store.append('order-1', 7, [anEvent()])(), {
        type: 'RevisionConflict',
        actual: 'no-stream',
      });
    },
  },
  {
    name: 'an event that is too large is named, and nothing is sent',
    run: async ({ standin, open }) => {
      const large = anEvent({ data: JSON.stringify('x'.repeat(2 ** 21)) });
      const sent = standin.faults.order({ type: 'delay', ms: 0 }, { operation: 'append' });
      const outcome = await open().append('order-1', 'no-stream', [anEvent(), large])();
      assert.ok(outcome.type === 'Fatal' && outcome.reason.includes(large.id));
      assert.equal(sent.hits(), 0);
      sent.cancel();
    },
  },
  {
    name: 'access that is denied is fatal and not repeated',
    run: async ({ standin, open }) => {
      const denied = standin.faults.order(
        {
          type: 'refuse',
          code: 7,
          details: 'Access Denied',
          trailers: { exception: 'access-denied' },
        },
        { operation: 'append', times: Infinity },
      );
      const outcome = await open().append('order-1', 'no-stream', [anEvent()])();
      assert.equal(outcome.type, 'Fatal');
      assert.equal(denied.hits(), 1);
      denied.cancel();
    },
  },
];
