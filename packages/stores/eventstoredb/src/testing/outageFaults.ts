import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { all, anEvent, type FaultCase } from './faultBench';

/** A server that restarts, is away, or ends readings. */
export const outageFaults: ReadonlyArray<FaultCase> = [
  {
    name: 'a restart in mid-append loses and doubles nothing',
    run: async ({ standin, open }) => {
      const store = open();
      const events = Array.from({ length: 8 }, () => anEvent());
      const begun = Promise.all(
        events.map(async (event, index) => {
          const append = store.append(`order-${index}`, 'no-stream', [event]);
          let outcome = await append();
          while (outcome.type !== 'Appended') {
            await wait(20);
            outcome = await append();
          }
        }),
      );
      await standin.restart();
      await begun;
      const stored = (await all(store.readAll())).map(({ id }) => id);
      assert.deepEqual([...stored].sort(), events.map(({ id }) => id).sort());
    },
  },
  {
    name: 'a server that is away is told, and nothing is written',
    run: async ({ standin, open }) => {
      const store = open();
      await standin.stop();
      const outcome = await store.append('order-1', 'no-stream', [anEvent()])();
      assert.equal(outcome.type, 'Unavailable');
      await assert.rejects(all(store.read('order-1')), { type: 'Unavailable' });
      await standin.start();
      assert.deepEqual(await all(store.read('order-1')), []);
    },
  },
  {
    name: 'a reading that breaks off goes on where it broke',
    run: async ({ standin, open }) => {
      const store = open();
      const batch = Array.from({ length: 60 }, () => anEvent());
      await store.append('order-1', 'no-stream', [anEvent(), ...batch])();
      for (const afterEvents of [0, 5, 16]) {
        standin.faults.order(
          { type: 'break', afterEvents },
          { operation: 'read', stream: 'order-1' },
        );
        assert.equal((await all(store.read('order-1'))).length, 61);
        standin.faults.order(
          { type: 'end-quietly', afterEvents: 7 },
          { operation: 'read', stream: '$all' },
        );
        assert.equal((await all(store.readAll())).length, 61);
      }
    },
  },
  {
    name: 'readings that are left early end on the server',
    run: async ({ standin, open }) => {
      const store = open();
      const batch = Array.from({ length: 200 }, () =>
        anEvent({ data: JSON.stringify('x'.repeat(5_000)) }),
      );
      await store.append('order-1', 'no-stream', [anEvent(), ...batch])();
      for (let time = 0; time < 5; time++) {
        for await (const event of store.read('order-1')) if (event.revision > 20) break;
        for await (const event of store.readAll()) if (event.revision > 20) break;
        for await (const message of store.subscribe()) if (message.type === 'event') break;
      }
      await wait(200);
      assert.equal(standin.faults.strike({ type: 'break', afterEvents: 0 }), 0);
    },
  },
];
