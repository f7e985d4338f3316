import type { RecordedEvent } from '@facture/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { startChild } from './testing/childProcess';
import { collect } from './testing/collect';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

const OPENER = require.resolve('./testing/opener');
const WRITER = require.resolve('./testing/writer');
const STREAMS = 5;
const KILLS = 10;

afterAll(removeTemporaryFiles);

const readAll = async (file: string): Promise<ReadonlyArray<RecordedEvent>> => {
  const store = openStore(file);
  const events = await collect(store.readAll());
  await store.close();
  return events;
};

const asLine = ({ stream, revision, id }: RecordedEvent) => `${stream} ${revision} ${id}`;

const expectNoGap = (events: ReadonlyArray<RecordedEvent>): void => {
  for (const stream of new Set(events.map((event) => event.stream))) {
    const revisions = events.filter((event) => event.stream === stream).map((e) => e.revision);
    expect(revisions).toEqual(Array.from(revisions, (_, index) => index));
  }
};

describe('several processes on one file', () => {
  it('make it at the same moment, and all of them open it', async () => {
    const directory = dirname(temporaryFile());
    const first = (Date.now() + 3_000).toString();
    const children = Array.from({ length: 4 }, () =>
      startChild(OPENER, directory, '60', first, '40'),
    );
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    expect(children.flatMap(({ lines }) => lines)).toEqual([]);
  });

  it('race for revisions, and each acknowledged event is there once', async () => {
    const file = temporaryFile();
    const children = ['a', 'b', 'c'].map((name) =>
      startChild(WRITER, file, name, String(STREAMS), '200', '4'),
    );
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    const events = await readAll(file);
    expect(children.flatMap(({ lines }) => lines).sort()).toEqual(events.map(asLine).sort());
    expect(children.every(({ lines }) => lines.length >= 200)).toBe(true);
    expectNoGap(events);
  });

  it('are followed by a subscription in another one, in order and without a gap', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    const children = ['a', 'b'].map((name) =>
      startChild(WRITER, file, name, String(STREAMS), '100', '2'),
    );
    const told: Array<RecordedEvent> = [];
    const stop = new AbortController();
    const following = (async () => {
      for await (const message of store.subscribe({ signal: stop.signal }))
        if (message.type === 'event') told.push(message.event);
    })();
    await Promise.all(children.map(({ ended }) => ended));
    const events = await collect(store.readAll());
    while (told.length < events.length) await setTimeout(5);
    stop.abort();
    await following;
    await store.close();
    expect(told).toEqual(events);
    expect(told.length).toBeGreaterThanOrEqual(200);
  });
});

describe('a writer that is killed under load', () => {
  it(`leaves every acknowledged event there once, ${KILLS} times over`, async () => {
    const file = temporaryFile();
    const acknowledged: Array<string> = [];
    for (let kill = 1; kill <= KILLS; kill++) {
      const child = startChild(WRITER, file, String(kill), String(STREAMS), 'Infinity', '16');
      const enough = 20 + ((kill * 37) % 100);
      while (child.lines.length < enough && child.process.exitCode === null) await setTimeout(1);
      child.process.kill('SIGKILL');
      expect(await child.ended).toBeNull();
      acknowledged.push(...child.lines);
      const stored = await readAll(file);
      const lines = stored.map(asLine);
      expect(new Set(lines).size).toBe(lines.length);
      expect(acknowledged.filter((line) => !lines.includes(line))).toEqual([]);
      expectNoGap(stored);
    }
  }, 120_000);
});
