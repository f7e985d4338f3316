import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openEventStoreDb } from '@facture/eventstoredb';
import { startStandin } from '@facture/standin';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { openStore } from '../openStore';
import { readFanOutOptions } from './fanOutOptions';
import { serviceHere } from './fanOutService';
import { tryFanOut } from './fanOutTrial';
import { frameReader } from './frameReader';
import { openReceivers } from './receivers';

const SUBSCRIBERS = 50;
const EVENTS = 500;
const AWAY_MS = 300;

const directories: Array<string> = [];
const newDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-fan-out-test-'));
  directories.push(directory);
  return directory;
};

const toldAll = (subscribers: number, events: number) => ({
  subscribers,
  events,
  complete: subscribers,
  isSame: true,
  repeats: 0,
});

describe('the fan-out to many subscribers', () => {
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });

  it('tells each of them everything in order, across a restart', async () => {
    const events: Array<number> = [];
    const outcome = await tryFanOut({
      subscribers: SUBSCRIBERS,
      events: EVENTS,
      data: newDirectory(),
      startService: serviceHere('--no-seal'),
      openStore: (data) => openStore(join(data, 'facture.db')),
      openReceivers,
      tell: (standing) => events.push(standing.events),
    });
    expect(outcome).toMatchObject(toldAll(SUBSCRIBERS, EVENTS));
    expect(outcome.returns).toBeGreaterThanOrEqual(SUBSCRIBERS);
    expect(outcome.peakRssMiB).toHaveLength(2);
    expect(events.at(-1)).toBe(SUBSCRIBERS * EVENTS);
  });

  it('does so over EventStoreDB, which goes away for a while', async () => {
    const standin = await startStandin();
    try {
      const outcome = await tryFanOut({
        subscribers: 20,
        events: 200,
        data: newDirectory(),
        startService: serviceHere('--no-seal', '--store', standin.connectionString),
        openStore: () => {
          const opened = openEventStoreDb({ connectionString: standin.connectionString });
          if (E.isRight(opened)) return opened.right;
          throw new Error(opened.left.reason);
        },
        openReceivers,
        tell: (_standing, sent) => {
          if (sent === 150) void standin.awayFor(AWAY_MS);
        },
      });
      expect(outcome).toMatchObject(toldAll(20, 200));
    } finally {
      await standin.stop();
    }
  });
});

const frame = (id: number, event = 'totals', data = '{}') =>
  `id: ${id.toString()}\nevent: ${event}\ndata: ${data}\n\n`;

describe('the reader of frames', () => {
  const tallyOf = (...parts: ReadonlyArray<string>) => {
    const reader = frameReader();
    for (const part of parts) reader.take(Buffer.from(part));
    return reader.tally();
  };
  const whole = `HTTP/1.1 200 OK\r\nDate: today\r\n\r\n1f\r\n${frame(1)}${frame(2)}\r\n5\r\n: alive\n\n\r\n${frame(2, 'caught-up')}${frame(5, 'quarantined')}`;

  it('counts events between everything else, wherever they are cut', () => {
    const tally = tallyOf(whole);
    expect(tally).toMatchObject({ events: 3, repeats: 0, quarantined: 1, last: '5' });
    for (let cut = 1; cut < whole.length; cut++)
      expect(tallyOf(whole.slice(0, cut), whole.slice(cut))).toEqual(tally);
  });

  it('notices a gap, an event that comes again, and other bytes', () => {
    const { positions, bytes } = tallyOf(frame(1), frame(2), frame(3));
    expect(tallyOf(frame(1), frame(3)).positions).not.toBe(positions);
    expect(tallyOf(frame(1), frame(2), frame(2), frame(3))).toMatchObject({
      repeats: 1,
      positions,
    });
    expect(tallyOf(frame(1), frame(2), frame(3, 'totals', '[]')).bytes).not.toBe(bytes);
  });

  it('forgets an event whose end did not come', () => {
    const reader = frameReader();
    reader.take(Buffer.from(`${frame(1)}id: 2\nevent: tot`));
    reader.breakOff();
    reader.take(Buffer.from(frame(2)));
    expect(reader.tally()).toEqual(tallyOf(frame(1), frame(2)));
  });
});

describe('the options of the fan-out', () => {
  it('are a thousand subscribers and ten thousand events unless told otherwise', () => {
    expect(readFanOutOptions([])).toEqual({ subscribers: 1_000, events: 10_000 });
    expect(readFanOutOptions(['--help'])).toBeUndefined();
    const args = ['--subscribers', '5', '--events=7', '--json', 'out.json'];
    expect(readFanOutOptions(args)).toEqual({ subscribers: 5, events: 7, json: 'out.json' });
    expect(() => readFanOutOptions(['--events', 'many'])).toThrow('--events');
  });
});
