import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import { appended, collect, plain, someEvents, within } from './given';
import { follow } from './follower';
import { onStore, onTwoStores } from './harness';

/** Subscriptions: what is there, the marker, what comes later, and the end. */
export const subscriptionCases = [
  onStore('a subscription tells of an empty store that it has caught up', async (store) => {
    const follower = follow(store);
    await follower.caughtUpWith(0);
    assert.deepEqual(follower.messages, [{ type: 'caught-up', position: undefined }]);
    await follower.stop();
  }),

  onStore('a subscription tells what is there, then that it has caught up', async (store) => {
    await appended(store, 'a-1', 'no-stream', someEvents(30));
    await appended(store, 'b-1', 'no-stream', someEvents(30));
    const follower = follow(store);
    await follower.caughtUpWith(60);
    assert.deepEqual(follower.events().map(plain), (await collect(store.readAll())).map(plain));
    assert.equal(follower.messages.length, 61, 'one marker');
    assert.deepEqual(follower.messages.at(-1), { type: 'caught-up', position: await store.head() });
    await follower.stop();
  }),

  onStore('a subscription goes on with what comes after it has caught up', async (store) => {
    await appended(store, 's-1', 'no-stream');
    const follower = follow(store);
    await follower.caughtUpWith(1);
    for (let revision = 0; revision < 10; revision++) {
      const { position } = await appended(store, 's-1', revision);
      await follower.caughtUpWith(revision + 2);
      assert.deepEqual(follower.messages.at(-1), { type: 'caught-up', position });
    }
    assert.deepEqual(follower.events().map(plain), (await collect(store.readAll())).map(plain));
    await follower.stop();
  }),

  onStore('a subscription starts after any position', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(5));
    const all = await collect(store.readAll());
    for (const [index, { position }] of all.entries()) {
      const follower = follow(store, { after: position });
      await follower.caughtUpWith(all.length - index - 1);
      assert.deepEqual(follower.events().map(plain), all.slice(index + 1).map(plain));
      await follower.stop();
    }
    const follower = follow(store, { after: await store.head() });
    await follower.caughtUpWith(0);
    const { position } = await appended(store, 's-1', 4);
    await follower.caughtUpWith(1);
    assert.deepEqual(
      follower.events().map((event) => event.position),
      [position],
    );
    await follower.stop();
  }),

  onStore('a subscription keeps to its prefix, before and after catching up', async (store) => {
    await appended(store, 'order-1', 'no-stream');
    await appended(store, 'other-1', 'no-stream');
    const follower = follow(store, { prefix: 'order-' });
    await follower.caughtUpWith(1);
    await appended(store, 'other-1', 0);
    await appended(store, 'order-2', 'no-stream');
    await appended(store, 'other-1', 1);
    await follower.caughtUpWith(2);
    assert.deepEqual(
      follower.events().map(({ stream }) => stream),
      ['order-1', 'order-2'],
    );
    await follower.stop();
  }),

  onStore('the marker stands at the end of the store, also past other streams', async (store) => {
    await appended(store, 'order-1', 'no-stream');
    const { position } = await appended(store, 'other-1', 'no-stream');
    const follower = follow(store, { prefix: 'order-' });
    await follower.caughtUpWith(1);
    assert.deepEqual(follower.messages.at(-1), { type: 'caught-up', position });
    await follower.stop();
  }),

  onStore('the marker never stands past an event that was not told', async (store) => {
    const follower = follow(store);
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => appended(store, `s-${n.toString()}`, 'no-stream')),
    );
    await follower.caughtUpWith(40);
    let told = 0n;
    for (const message of follower.messages)
      if (message.type === 'event') {
        assert.ok(message.event.position > told, 'an event came after a marker past it');
        told = message.event.position;
      } else told = message.position ?? told;
    await follower.stop();
  }),

  onStore('several subscriptions are told the same', async (store) => {
    const followers = Array.from({ length: 5 }, () => follow(store));
    await appended(store, 's-1', 'no-stream', someEvents(3));
    await appended(store, 's-1', 2, someEvents(3));
    for (const follower of followers) {
      await follower.caughtUpWith(6);
      assert.deepEqual(follower.events().map(plain), (await collect(store.readAll())).map(plain));
      await follower.stop();
    }
  }),

  onStore('a slow follower misses nothing and hinders nobody', async (store) => {
    await appended(store, 's-1', 'no-stream');
    const told: Array<number> = [];
    for await (const message of store.subscribe({ signal: AbortSignal.timeout(10_000) })) {
      const stored = await collect(store.read('s-1'));
      if (message.type === 'caught-up') {
        const before = stored.filter(({ position }) => position <= (message.position ?? 0n));
        assert.equal(told.length, before.length, 'not everything before the marker was told');
      } else {
        told.push(message.event.revision);
        if (told.length > 30) break;
        if (stored.length <= 30) await appended(store, 's-1', stored.length - 1, someEvents(2));
      }
    }
    assert.deepEqual(
      told,
      Array.from({ length: 31 }, (_, index) => index),
    );
  }),

  onStore('an aborted subscription ends, whether it waits or reads', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(100));
    const waiting = follow(store);
    await waiting.caughtUpWith(100);
    await waiting.stop();
    const stop = new AbortController();
    const told = [];
    const reading = (async () => {
      for await (const message of store.subscribe({ signal: stop.signal }))
        if (told.push(message) === 10) stop.abort();
    })();
    await within(reading, 'the end of a subscription aborted while reading');
    assert.equal(told.length, 10);
    const never = store.subscribe({ signal: AbortSignal.abort() });
    assert.deepEqual(await within(collect(never), 'the end of one aborted before'), []);
  }),

  onStore('a subscription that is left leaves nothing on its signal', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(3));
    const { signal } = new AbortController();
    for (let time = 0; time < 100; time++)
      for await (const message of store.subscribe({ signal }))
        if (message.type === 'caught-up') break;
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  }),

  onTwoStores(
    'a subscription tells what another store on the same data appends',
    async (one, other) => {
      const follower = follow(other);
      await follower.caughtUpWith(0);
      await appended(one, 's-1', 'no-stream');
      await follower.caughtUpWith(1);
      await appended(other, 's-1', 0);
      await appended(one, 's-1', 1, someEvents(3));
      await follower.caughtUpWith(5);
      assert.deepEqual(follower.events().map(plain), (await collect(one.readAll())).map(plain));
      await follower.stop();
    },
  ),
];
