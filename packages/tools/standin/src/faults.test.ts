import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { streamNameFilter, type EventStoreDBClient } from '@eventstore/db-client';
import type { Standin } from './startStandin';
import {
  connect,
  connected,
  endAll,
  events,
  failure,
  numbersIn,
  start,
  unary,
  until,
} from './testing/connect';

let standin: Standin;
let client: EventStoreDBClient;

const append = (...numbers: number[]) =>
  client.appendToStream('order-1', events(...numbers), {
    ...unary,
    expectedRevision: 'no_stream',
    deadline: 500,
  });
const stored = () => numbersIn(client.readAll());

beforeEach(async () => {
  standin = await start();
  client = await connected(standin);
});
afterEach(endAll);

describe('an answer that is lost', () => {
  it.each([
    ['lose-answer', undefined, 'deadline-exceeded', [1]],
    ['lose-answer', 'silence', 'deadline-exceeded', [1]],
    ['lose-answer', 'disconnect', 'unavailable', [1]],
    ['lose-answer', 'timeout', 'timeout', [1]],
    ['lose-request', undefined, 'deadline-exceeded', []],
    ['lose-request', 'disconnect', 'unavailable', []],
    ['lose-request', 'timeout', 'timeout', []],
  ] as const)('by %s as %s ends in %s and leaves %j', async (type, as, error, left) => {
    const fault = standin.faults.order({ type, ...(as && { as }) }, { operation: 'append' });
    expect((await failure(append(1)))['type']).toBe(error);
    expect(fault.hits()).toBe(1);
    expect(await stored()).toEqual(left);
    expect(await append(1)).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(await stored()).toEqual([1]);
  });

  it('happens on the batch stream too, which then never settles', async () => {
    standin.faults.order({ type: 'lose-answer' });
    let settled = false;
    const settle = (): void => {
      settled = true;
    };
    client.appendToStream('order-1', events(1), { deadline: 50 }).then(settle, settle);
    await until(() => standin.faults.strike({ type: 'end-quietly', afterEvents: 0 }) === 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(settled).toBe(false);
    expect(await stored()).toEqual([1]);
  });

  it.each(['deleteStream', 'tombstoneStream'] as const)('happens to %s', async (remove) => {
    await append(1);
    standin.faults.order({ type: 'lose-answer', as: 'timeout' });
    expect((await failure(client[remove]('order-1')))['type']).toBe('timeout');
    expect(await stored()).toHaveLength(2);
  });
});

describe('a delay', () => {
  it('holds the answer back', async () => {
    standin.faults.order({ type: 'delay', ms: 100 });
    const started = performance.now();
    await append(1);
    expect(performance.now() - started).toBeGreaterThan(95);
  });

  it('lets a request take effect after its client has given up', async () => {
    standin.faults.order({ type: 'delay', ms: 2000 });
    expect((await failure(append(1)))['type']).toBe('deadline-exceeded');
    expect(await stored()).toEqual([]);
    await until(async () => (await stored()).length === 1);
  });

  it('lets the late original find its repeat in its place', async () => {
    standin.faults.order({ type: 'delay', ms: 2000 });
    await failure(append(1));
    await append(1);
    await new Promise((resolve) => setTimeout(resolve, 1700));
    expect(await stored()).toEqual([1]);
  });
});

describe('a refusal', () => {
  it('names the leader, and the client goes there next', async () => {
    const leader = await start();
    standin.faults.order({ type: 'not-leader', leader: { host: '127.0.0.1', port: leader.port } });
    expect(await failure(append(1))).toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: leader.port },
    });
    await append(1);
    expect(await numbersIn(connect(leader).readAll())).toEqual([1]);
    expect(await numbersIn(connect(standin).readAll())).toEqual([]);
  });

  it.each([
    [{ code: 14, details: 'Server Is Not Ready' }, 'unavailable'],
    [{ code: 2, details: 'Server Is Not Ready' }, 'unknown'],
    [
      { code: 7, details: 'Access Denied', trailers: { exception: 'access-denied' } },
      'access-denied',
    ],
    [
      { code: 3, details: 'Invalid', trailers: { exception: 'invalid-transaction' } },
      'invalid-transaction',
    ],
  ])('has any status and trailers: %j', async (fault, type) => {
    standin.faults.order({ type: 'refuse', ...fault });
    expect((await failure(append(1)))['type']).toBe(type);
    expect(await stored()).toEqual([]);
  });
});

describe('a read', () => {
  it.each([
    [undefined, 'unavailable'],
    ['disconnect', 'unavailable'],
    ['timeout', 'timeout'],
  ] as const)('breaks off after some events (%s)', async (as, type) => {
    await append(1, 2, 3);
    standin.faults.order(
      { type: 'break', afterEvents: 2, ...(as && { as }) },
      { operation: 'read' },
    );
    const seen: unknown[] = [];
    const reading = async () => {
      for await (const { event } of client.readStream('order-1')) seen.push(event?.revision);
    };
    expect((await failure(reading()))['type']).toBe(type);
    expect(seen.length).toBeLessThanOrEqual(2);
    expect(await stored()).toEqual([1, 2, 3]);
  });

  it('ends too early without a word', async () => {
    await append(1, 2, 3);
    standin.faults.order({ type: 'end-quietly', afterEvents: 2 }, { stream: 'order-1' });
    expect(await stored()).toEqual([1, 2, 3]);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([1, 2]);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([1, 2, 3]);
  });

  it('can stay without any answer until it is cancelled, since it has no deadline', async () => {
    await append(1);
    const fault = standin.faults.order({ type: 'lose-answer' }, { operation: 'read' });
    const reading = client.readStream('order-1', { deadline: 50 });
    let answered = false;
    reading.on('data', () => (answered = true)).on('error', () => (answered = true));
    await until(() => fault.hits() === 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(answered).toBe(false);
    await reading.cancel();
  });
});

describe('a subscription', () => {
  it('ends quietly after some events', async () => {
    await append(1, 2, 3);
    standin.faults.order({ type: 'end-quietly', afterEvents: 2 }, { operation: 'subscribe' });
    const orders = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['order-'] }) });
    expect(await numbersIn(orders)).toEqual([1, 2]);
  });

  it('ends quietly at once, wherever it is', async () => {
    await append(1);
    const orders = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['order-'] }) });
    const seen = numbersIn(orders);
    await new Promise((resolve) => orders.once('caughtUp', resolve));
    expect(
      standin.faults.strike({ type: 'end-quietly', afterEvents: 0 }, { stream: /^order-/ }),
    ).toBe(0);
    expect(standin.faults.strike({ type: 'end-quietly', afterEvents: 0 }, { stream: '$all' })).toBe(
      1,
    );
    expect(await seen).toEqual([1]);
  });

  it('fails at once, wherever it is', async () => {
    const subscription = client.subscribeToStream('order-1');
    const seen = failure(numbersIn(subscription));
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    expect(standin.faults.strike({ type: 'break', afterEvents: 0 })).toBe(1);
    expect((await seen)['type']).toBe('unavailable');
  });
});

describe('an ordered fault', () => {
  it('happens to the calls that it fits, in the order of ordering, so many times', async () => {
    const first = standin.faults.order(
      { type: 'refuse', code: 14, details: 'first' },
      { operation: 'append', stream: /^order-/, times: 2 },
    );
    const second = standin.faults.order({ type: 'refuse', code: 14, details: 'second' });
    const refused = async () => (await failure(append(1)))['message'];
    expect(await refused()).toContain('first');
    expect(await refused()).toContain('first');
    expect(await refused()).toContain('second');
    await append(1);
    expect([first.hits(), second.hits()]).toEqual([2, 1]);
  });

  it('happens no more once it is cancelled or all are cleared', async () => {
    const fault = { type: 'refuse', code: 14, details: 'refused' } as const;
    standin.faults.order(fault, { times: Infinity }).cancel();
    await append(1);
    standin.faults.order(fault, { times: Infinity });
    expect((await failure(append(1)))['type']).toBe('unavailable');
    standin.faults.clear();
    await append(1);
  });
});
