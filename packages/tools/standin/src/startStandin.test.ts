import { afterEach, describe, expect, it } from '@jest/globals';
import { streamNameFilter } from '@eventstore/db-client';
import { connect, endAll, events, numbersIn, start, unary } from './testing/connect';

afterEach(endAll);

describe('a stand-in', () => {
  it('appends, reads, reads all, and subscribes', async () => {
    const client = connect(await start());
    const first = await client.appendToStream('order-1', events(1, 2), {
      ...unary,
      expectedRevision: 'no_stream',
    });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    const second = await client.appendToStream('order-1', events(3), { expectedRevision: 1n });
    expect(second.nextExpectedRevision).toBe(2n);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([1, 2, 3]);
    expect(await numbersIn(client.readAll())).toEqual([1, 2, 3]);
    const subscription = client.subscribeToAll({
      filter: streamNameFilter({ prefixes: ['order-'] }),
    });
    const seen: unknown[] = [];
    for await (const { event } of subscription) {
      seen.push(event?.revision);
      if (seen.length === 3) void client.appendToStream('order-1', events(4), unary);
      if (seen.length === 4) break;
    }
    expect(seen).toEqual([0n, 1n, 2n, 3n]);
    await subscription.unsubscribe();
  });
});
