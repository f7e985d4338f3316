import { StoreReadError } from '@facture/contract';
import { setImmediate } from 'node:timers/promises';

/** Some items in order, and whether they are the last ones. */
export interface Page<A> {
  readonly items: ReadonlyArray<A>;
  readonly isLast: boolean;
}

/** Where an iteration gets its items from. */
export interface Pages<A> {
  /**
   * Fetches the next items, at most so many. The signal is aborted when the loop has been left, so
   * that whatever the fetching waits for can be let go.
   */
  readonly fetch: (size: number, left: AbortSignal) => Page<A> | Promise<Page<A>>;
  /** Tells whether the store is open: a closed one ends no iteration quietly. */
  readonly isOpen: () => boolean;
  /** Ends the iteration when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

// Some readings are left early, and most streams are short.
const FIRST_PAGE_SIZE = 32;
const PAGE_SIZE = 256;

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

const iterate = <A>({ fetch, isOpen, signal }: Pages<A>): AsyncIterator<A, undefined> => {
  const left = new AbortController();
  let isOver = false;
  let isLast = false;
  let isFirst = true;
  let items = new Array<A>().values();
  let fetching = 0;
  let latest: Promise<IteratorResult<A, undefined>> = Promise.resolve(END);

  const leave = () => {
    isOver = true;
    signal?.removeEventListener('abort', leave);
    // With a reason, as making up the usual one costs more than a short reading.
    left.abort('left');
  };
  signal?.addEventListener('abort', leave);
  if (signal?.aborted === true) leave();

  const fetchPage = async (): Promise<void> => {
    // SQLite reads without a break: others have their turn between two pages.
    if (!isFirst) await setImmediate();
    const page = await fetch(isFirst ? FIRST_PAGE_SIZE : PAGE_SIZE, left.signal);
    items = page.items.values();
    isLast = page.isLast;
    isFirst = false;
  };

  const fetchNext = async (): Promise<IteratorResult<A, undefined>> => {
    try {
      while (!isOver) {
        if (!isOpen()) throw new StoreReadError('Unavailable', 'the store is closed');
        const step = items.next();
        if (step.done !== true) return step;
        if (isLast) leave();
        else await fetchPage();
      }
      return END;
    } catch (thrown) {
      leave();
      throw thrown;
    } finally {
      fetching -= 1;
    }
  };

  return {
    next: () => {
      // An item at hand costs one promise and no turn of its own; only fetching is queued.
      const step = fetching === 0 && !isOver && isOpen() ? items.next() : END;
      if (step.done !== true) return Promise.resolve(step);
      fetching += 1;
      latest = latest.then(fetchNext, fetchNext);
      return latest;
    },
    return: () => {
      leave();
      return Promise.resolve(END);
    },
  };
};

/** Makes an iteration over items that are fetched in pages as they are needed. */
export const iteratePages = <A>(open: () => Pages<A>): AsyncIterable<A, undefined> => ({
  [Symbol.asyncIterator]: () => iterate(open()),
});
