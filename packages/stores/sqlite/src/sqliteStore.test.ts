import { StoreReadError } from '@facture/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import { collect } from './testing/collect';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

const anEvent = (data: string) => ({
  id: randomUUID(),
  type: 'Happened',
  schemaVersion: 1,
  data,
  metadata: '{}',
});

describe('a SQLite store', () => {
  it('stamps events with the time it is given', async () => {
    const store = openStore(temporaryFile(), { now: () => new Date('2026-01-31T12:00:00.000Z') });
    await store.append('s-1', 'no-stream', [anEvent('1')])();
    const [event] = await collect(store.read('s-1'));
    expect(event?.recordedAt).toBe('2026-01-31T12:00:00.000Z');
    await store.close();
  });

  it('reads nothing after a position that is larger than any', async () => {
    const store = openStore(temporaryFile());
    await store.append('s-1', 'no-stream', [anEvent('1')])();
    expect(await collect(store.readAll({ after: 2n ** 80n }))).toEqual([]);
    await store.close();
  });

  it('reads what comes before a damaged event, and stops there', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await store.append('s-1', 'no-stream', [anEvent('1'), anEvent('2'), anEvent('3')])();
    const database = new DatabaseSync(file);
    database.exec("UPDATE events SET data = '7' WHERE revision = 1");
    database.close();
    const read: Array<string> = [];
    const reading = (async () => {
      for await (const { data } of store.readAll()) read.push(data);
    })();
    await expect(reading).rejects.toEqual(
      new StoreReadError('Fatal', 'the event at position 2 is damaged'),
    );
    expect(read).toEqual(['1']);
    await store.close();
  });

  it('reads long events in pages that stay small', async () => {
    const store = openStore(temporaryFile());
    const texts = Array.from({ length: 12 }, (_, n) => JSON.stringify(`${n}`.repeat(400_000)));
    for (const [n, text] of texts.entries())
      await store.append('s-1', n === 0 ? 'no-stream' : n - 1, [anEvent(text)])();
    const read = await collect(store.read('s-1'));
    expect(read.map(({ data }) => data.length)).toEqual(texts.map(({ length }) => length));
    await store.close();
  });

  it('reads long and short events in their order, to the byte', async () => {
    const store = openStore(temporaryFile());
    const long = JSON.stringify('é'.repeat(20_000));
    const texts = ['1', long, '2', '3', long, long];
    const events = texts.map((data, n) => ({
      ...anEvent(data),
      metadata: n % 2 === 0 ? '{}' : long,
    }));
    for (const [n, event] of events.entries())
      await store.append('s-1', n === 0 ? 'no-stream' : n - 1, [event])();
    for (const reading of [store.read('s-1'), store.readAll(), store.readAll({ prefix: 's-' })])
      expect(await collect(reading)).toMatchObject(events);
    await store.close();
  });
});
