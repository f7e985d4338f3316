import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { all, anEvent, appendOnce, following } from './faultBench';
import type { Passing } from './gate';
import type { ServerBench, ServerCase } from './serverBench';

/** What the requests of a store behind the gate wait for an answer. */
const LONGER_THAN_PATIENCE_MS = 1_500;

const appendOnceBehindGate = async (
  { openBehindGate }: ServerBench,
  passing: Passing,
  ms: number,
): Promise<void> => {
  const { gate, store } = await openBehindGate();
  await appendOnce(store, () => {
    gate.swallow(passing, ms);
  });
};

const LOSSES = [
  ['is cut off', 50],
  ['keeps silent', LONGER_THAN_PATIENCE_MS],
] as const;

/** Connections that fail on their way to a server, which itself is well. */
export const gateCases: ReadonlyArray<ServerCase> = (
  [
    ...LOSSES.flatMap(([what, ms]) => [
      {
        name: `an append is appended once whose connection ${what} after it was written`,
        run: (bench: ServerBench) => appendOnceBehindGate(bench, 'answers', ms),
      },
      {
        name: `an append is appended by its repeat whose connection ${what} before it was written`,
        run: (bench: ServerBench) => appendOnceBehindGate(bench, 'requests', ms),
      },
    ]),
    {
      name: 'an append of many events that is cut off between them is written whole or not at all',
      run: async ({ openBehindGate, open }: ServerBench) => {
        const { gate, store } = await openBehindGate();
        const direct = open();
        await store.append('order-0', 'no-stream', [anEvent()])();
        const data = JSON.stringify('x'.repeat(20_000));
        for (let time = 1; time <= 30; time++) {
          const stream = `order-${time}`;
          const batch = Array.from({ length: 9 }, () => anEvent({ data }));
          gate.cutAfter(time * 6_000);
          const append = store.append(stream, 'no-stream', [anEvent(), ...batch]);
          const outcome = await append();
          if (outcome.type === 'OutcomeUnknown') assert.equal((await append()).type, 'Appended');
          else assert.equal(outcome.type, 'Appended');
          assert.equal((await all(direct.read(stream))).length, 10);
        }
      },
    },
    {
      name: 'connections that are cut in mid-append lose and double nothing, and no claim',
      run: async ({ openBehindGate, open }: ServerBench) => {
        const { gate, store } = await openBehindGate();
        const events = Array.from({ length: 60 }, () => anEvent());
        const write = async (index: number) => {
          const event = events[index] ?? assert.fail();
          const claims = [`number ${index}`];
          const append = store.append(`order-${index}`, 'no-stream', [event], { claims });
          while ((await append()).type !== 'Appended') await wait(20);
        };
        const writing = Promise.all(events.map((_, index) => write(index)));
        for (let time = 0; time < 5; time++) {
          await wait(40);
          gate.cut();
        }
        await writing;
        const direct = open();
        const stored = (await all(direct.readAll())).map(({ id }) => id);
        assert.deepEqual(stored.sort(), events.map(({ id }) => id).sort());
        for (const index of events.keys())
          assert.equal(await direct.claimHolder(`number ${index}`), `order-${index}`);
      },
    },
    {
      name: 'a reading whose connection is cut goes on where it broke',
      run: async ({ openBehindGate }: ServerBench) => {
        const { gate, store } = await openBehindGate();
        const data = JSON.stringify('x'.repeat(10_000));
        const batch = () => Array.from({ length: 50 }, () => anEvent({ data }));
        for (let appends = 0; appends < 8; appends++)
          await store.append('order-1', appends === 0 ? 'no-stream' : appends * 50 - 1, [
            anEvent({ data }),
            ...batch().slice(1),
          ])();
        const revisions: Array<number> = [];
        for await (const { revision } of store.read('order-1'))
          if (revisions.push(revision) % 90 === 0) gate.cut();
        assert.deepEqual(
          revisions,
          Array.from({ length: 400 }, (_, index) => index),
        );
        gate.cut();
        assert.equal((await all(store.readAll())).length, 400);
      },
    },
    {
      name: 'a subscription whose connection is cut goes on after the last event handled',
      run: async ({ openBehindGate, open }: ServerBench) => {
        const { gate, store } = await openBehindGate();
        const direct = open();
        await direct.append('order-1', 'no-stream', [anEvent(), anEvent()])();
        const follower = following(store);
        await follower.until(2);
        for (let revision = 1; revision < 6; revision++) {
          gate.cut();
          await direct.append('order-1', revision, [anEvent()])();
          await follower.until(revision + 2);
        }
        await follower.stop();
      },
    },
  ] as const
).map((one) => ({ ...one, needsGate: true }));

/** A server that is away for half a minute: nothing is lost, and nobody has to start anything anew. */
export const longOutage: ServerCase = {
  name: 'a server that is away for 30 s is told, and everything goes on by itself afterwards',
  needsGate: true,
  run: async ({ openBehindGate, open }) => {
    const { gate, store } = await openBehindGate();
    const direct = open();
    await store.append('order-1', 'no-stream', [anEvent()])();
    const follower = following(store);
    await follower.until(1);
    const away = gate.shutFor(30_000);
    await wait(1_000);
    const event = anEvent();
    const append = store.append('order-1', 1, [event], { claims: ['k'] });
    const outcome = await append();
    assert.ok(['Unavailable', 'OutcomeUnknown'].includes(outcome.type), outcome.type);
    await direct.append('order-1', 0, [anEvent()])();
    await away;
    while ((await append()).type !== 'Appended') await wait(100);
    await follower.until(3);
    assert.equal(await direct.claimHolder('k'), 'order-1');
    assert.equal((await all(direct.read('order-1'))).length, 3);
    await follower.stop();
  },
};
