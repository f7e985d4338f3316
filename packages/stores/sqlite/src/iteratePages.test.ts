import { StoreReadError } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';

import { iteratePages, type Page } from './iteratePages';
import { collect } from './testing/collect';

const counting = (end: number) => {
  let next = 0;
  return (size: number): Page<number> => {
    const items = Array.from({ length: Math.min(size, end - next) }, () => next++);
    return { items, isLast: next === end };
  };
};

const isOpen = () => true;

const iteratorOf = <A>(items: AsyncIterable<A>) => items[Symbol.asyncIterator]();

describe('iteratePages', () => {
  it('gives the items of all pages in order, each time anew', async () => {
    const items = iteratePages(() => ({ fetch: counting(1_200), isOpen }));
    const all = Array.from({ length: 1_200 }, (_, n) => n);
    expect(await collect(items)).toEqual(all);
    expect(await collect(items)).toEqual(all);
  });

  it('gives items in order also to one who does not wait for them', async () => {
    const iterator = iteratorOf(iteratePages(() => ({ fetch: counting(600), isOpen })));
    const asked = Array.from({ length: 602 }, () => iterator.next());
    const given = await Promise.all(asked);
    expect(given.map((step) => (step.done === true ? undefined : step.value))).toEqual([
      ...Array.from({ length: 600 }, (_, n) => n),
      undefined,
      undefined,
    ]);
    expect(given.filter(({ done }) => done === true)).toHaveLength(2);
  });

  it('lets others have their turn between two pages', async () => {
    let turns = 0;
    const others = (async () => {
      while (turns < 3) {
        await setImmediate();
        turns += 1;
      }
    })();
    const seen = new Set<number>();
    const items = iteratePages(() => ({ fetch: counting(2_000), isOpen }));
    for await (const item of items) seen.add(Math.min(turns, item));
    await others;
    expect(seen.size).toBeGreaterThan(2);
  });

  it('ends a fetching that waits, when it is left', async () => {
    const fetch = async (_: number, left: AbortSignal): Promise<Page<number>> => {
      await once(left, 'abort');
      return { items: [], isLast: true };
    };
    const iterator = iteratorOf(iteratePages(() => ({ fetch, isOpen })));
    const waiting = iterator.next();
    await iterator.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('gives nothing after it is aborted, not even what is fetched already', async () => {
    const stop = new AbortController();
    const { signal } = stop;
    const iterator = iteratorOf(iteratePages(() => ({ fetch: counting(20), isOpen, signal })));
    expect(await iterator.next()).toEqual({ done: false, value: 0 });
    stop.abort();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('is over after a failure', async () => {
    const fetch = (): Page<number> => {
      throw new StoreReadError('Fatal', 'damaged');
    };
    const iterator = iteratorOf(iteratePages(() => ({ fetch, isOpen })));
    await expect(iterator.next()).rejects.toThrow(new StoreReadError('Fatal', 'damaged'));
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('fails when the store is closed in between', async () => {
    let open = true;
    const iterator = iteratorOf(iteratePages(() => ({ fetch: counting(20), isOpen: () => open })));
    await iterator.next();
    open = false;
    await expect(iterator.next()).rejects.toThrow('the store is closed');
  });
});
