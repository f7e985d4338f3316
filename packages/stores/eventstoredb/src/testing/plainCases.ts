import { EventStoreDBClient } from '@eventstore/db-client';
import assert from 'node:assert/strict';

import { bytesOf } from '../storedEvent';
import { all, anEvent } from './faultBench';
import type { ServerCase } from './serverBench';

/** An event that takes an append to so many bytes. */
const eventOf = (bytes: number) => {
  const filledWith = (length: number) => anEvent({ data: JSON.stringify('x'.repeat(length)) });
  return filledWith(bytes - bytesOf(filledWith(0)));
};

/** What a store does on a server that is well: ids, sizes, names and streams that were deleted. */
export const plainCases: ReadonlyArray<ServerCase> = [
  {
    name: 'the same ids with other bytes are refused to another process too',
    run: async ({ open }) => {
      const [store, other] = [open(), open()];
      const event = anEvent();
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'Appended');
      const changed = { ...event, data: '{"what":"else"}' };
      assert.deepEqual(await other.append('order-1', 'no-stream', [changed])(), {
        type: 'EventIdReused',
        id: event.id,
      });
      assert.equal((await all(store.read('order-1'))).length, 1);
    },
  },
  {
    name: 'an append of the largest size is taken, and one byte more is refused by name',
    run: async ({ open, maxAppendBytes }) => {
      const store = open();
      const [largest, larger] = [eventOf(maxAppendBytes), eventOf(maxAppendBytes + 1)];
      assert.equal((await store.append('order-1', 'no-stream', [largest])()).type, 'Appended');
      const outcome = await store.append('order-1', 0, [larger])();
      assert.ok(outcome.type === 'Fatal' && outcome.reason.includes(larger.id));
      assert.deepEqual((await all(store.read('order-1')))[0]?.data, largest.data);
    },
  },
  {
    name: 'streams of claims and of the server are read by nobody',
    run: async ({ open }) => {
      const store = open();
      await store.append('order-1', 'no-stream', [anEvent()], { claims: ['k'] })();
      for (const prefix of ['', 'c', 'claim-', '$'])
        assert.deepEqual(
          (await all(store.readAll({ prefix }))).map(({ stream }) => stream),
          prefix === '' ? ['order-1'] : [],
        );
      for (const stream of ['claim-1', '$settings'])
        assert.equal((await store.append(stream, 'no-stream', [anEvent()])()).type, 'Fatal');
    },
  },
  {
    name: 'a repeat that the server takes for written on a deleted stream is not believed',
    run: async ({ open, connectionString, space }) => {
      const store = open();
      const event = anEvent();
      const append = open().append('order-1', 'no-stream', [event]);
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'Appended');
      const client = EventStoreDBClient.connectionString(connectionString);
      await client.deleteStream(`${space}order-1`);
      assert.equal((await append()).type, 'Fatal');
      await client.tombstoneStream(`${space}order-1`);
      assert.equal((await append()).type, 'Fatal');
      await client.dispose();
    },
  },
];
