import assert from 'node:assert/strict';

import type { EventStore, RecordedEvent } from '../eventStore';
import { anEvent, appended, asWritten, collect, plain, someEvents } from './given';
import { onStore } from './harness';

const places = (events: ReadonlyArray<RecordedEvent>) =>
  events.map(({ stream, revision }) => `${stream}@${revision.toString()}`);

/** Three streams of two kinds, written in turns: twelve events. */
const writeInTurns = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  for (const expected of ['no-stream', 0, 1, 2] as const)
    for (const stream of ['order-1', 'order-2', 'other-1']) await appended(store, stream, expected);
  return collect(store.readAll());
};

/** Reading one stream and all streams, from any place. */
export const readingCases = [
  onStore('an empty store has no head and nothing to read', async (store) => {
    assert.equal(await store.head(), undefined);
    assert.deepEqual(await collect(store.readAll()), []);
    assert.deepEqual(await collect(store.readAll({ after: 5n, prefix: 'order-' })), []);
    assert.deepEqual(await collect(store.read('order-1')), []);
    assert.deepEqual(await collect(store.read('order-1', { from: 3 })), []);
  }),

  onStore('a stream is read from any revision to its end', async (store) => {
    await writeInTurns(store);
    const all = await collect(store.read('order-1'));
    assert.deepEqual(
      all.map(({ stream, revision }) => [stream, revision]),
      [0, 1, 2, 3].map((revision) => ['order-1', revision]),
    );
    for (let from = 0; from <= 6; from++)
      assert.deepEqual(await collect(store.read('order-1', { from })), all.slice(from));
  }),

  onStore('all streams are read in the order in which they were written', async (store) => {
    const written = [];
    for (const expected of ['no-stream', 1, 3] as const)
      for (const stream of ['b-1', 'a-1', 'c-1']) {
        const batch = someEvents(2);
        await appended(store, stream, expected, batch);
        written.push(...batch);
      }
    const read = await collect(store.readAll());
    assert.deepEqual(read.map(asWritten), written.map(asWritten));
  }),

  onStore('positions grow strictly and are those that appends answered', async (store) => {
    const answered = [];
    for (const expected of ['no-stream', 0, 1, 2] as const)
      for (const stream of ['a-1', 'b-1'])
        answered.push((await appended(store, stream, expected)).position);
    const read = (await collect(store.readAll())).map(({ position }) => position);
    assert.deepEqual(read, answered);
    for (const [index, position] of read.entries()) {
      assert.equal(typeof position, 'bigint');
      assert.equal(BigInt(position.toString()), position);
      if (index > 0) assert.ok(position > (read[index - 1] ?? position), 'positions do not grow');
    }
    assert.equal(await store.head(), read.at(-1));
  }),

  onStore('an event reads the same in its stream and among all streams', async (store) => {
    const all = await writeInTurns(store);
    for (const stream of ['order-1', 'order-2', 'other-1'])
      assert.deepEqual(
        (await collect(store.read(stream))).map(plain),
        all.filter((event) => event.stream === stream).map(plain),
      );
  }),

  onStore('all streams are read after any position', async (store) => {
    const all = await writeInTurns(store);
    for (const [index, { position }] of all.entries())
      assert.deepEqual(
        places(await collect(store.readAll({ after: position }))),
        places(all.slice(index + 1)),
      );
    const { position: end } = all.at(-1) ?? { position: 0n };
    assert.deepEqual(await collect(store.readAll({ after: end + 1_000n })), []);
  }),

  onStore('only streams of a prefix are read, after any position', async (store) => {
    const all = await writeInTurns(store);
    for (const prefix of ['order-', 'order-2', 'other', 'o', '', 'none-'])
      for (const after of [undefined, ...all.map(({ position }) => position)])
        assert.deepEqual(
          places(await collect(store.readAll({ after, prefix }))),
          places(
            all.filter(
              ({ stream, position }) =>
                stream.startsWith(prefix) && (after === undefined || position > after),
            ),
          ),
          `after ${String(after)}, prefix ${prefix}`,
        );
  }),

  onStore('a prefix is taken literally', async (store) => {
    const names = [
      'a%-1',
      'a_-1',
      'a*-1',
      'a[b]-1',
      'ab-1',
      'A%-1',
      'é-1',
      'e\u0301-1',
      '🧾-1',
      '\uffff-1',
    ];
    for (const name of names) await appended(store, name, 'no-stream');
    for (const prefix of ['a%', 'a_', 'a*', 'a[', 'a', 'A', 'é', 'e', '🧾', '\uffff', '\u{10ffff}'])
      assert.deepEqual(
        (await collect(store.readAll({ prefix }))).map(({ stream }) => stream),
        names.filter((name) => name.startsWith(prefix)),
        prefix,
      );
  }),

  onStore('a reading can be begun again from its start', async (store) => {
    const all = await writeInTurns(store);
    const readings = [store.readAll(), store.readAll()];
    const [first, second] = await Promise.all(readings.map((reading) => collect(reading)));
    assert.deepEqual(first, all);
    assert.deepEqual(second, all);
  }),

  onStore('reading while appending ends, in order and without a gap', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(50));
    const seen: Array<number> = [];
    let last = 49;
    for await (const { revision, stream } of store.readAll()) {
      if (stream === 's-1') seen.push(revision);
      last = (await appended(store, 's-1', last)).revision;
      assert.ok(seen.length <= 1_000, 'the reading follows its own appends');
    }
    assert.deepEqual(
      seen.slice(0, 50),
      Array.from({ length: 50 }, (_, index) => index),
    );
    assert.deepEqual(seen, Array.from(seen.keys()));
  }),

  onStore('what was acknowledged is read at once', async (store) => {
    for (const expected of ['no-stream', ...Array.from({ length: 20 }).keys()] as const) {
      const event = anEvent();
      const { position, revision } = await appended(store, 's-1', expected, [event]);
      assert.equal(await store.head(), position);
      assert.equal((await collect(store.read('s-1', { from: revision })))[0]?.id, event.id);
      assert.equal((await collect(store.readAll({ after: position - 1n }))).at(-1)?.id, event.id);
    }
  }),
];
