import type { EventStore, Position, SubscriptionMessage } from '@facture/contract';

import type { Changes } from './changes';
import type { EventReader } from './eventReader';
import { iteratePages, type Page } from './iteratePages';
import { orThrow } from './sqliteFailure';

/** What readings are made on. */
export interface ReadingContext {
  readonly reader: EventReader;
  readonly changes: Changes;
  readonly isOpen: () => boolean;
}

const BEFORE_ALL: Position = 0n;

/** Reads one stream. */
export const readStream =
  ({ reader, isOpen }: ReadingContext): EventStore['read'] =>
  (stream, { from = 0 } = {}) =>
    iteratePages(() => {
      let next = from;
      const fetch = (size: number) => {
        const page = reader.ofStream(stream, next, size);
        next = (page.items.at(-1)?.revision ?? next) + 1;
        return page;
      };
      return { fetch, isOpen };
    });

/** Reads all streams up to the end at the time of the call. */
export const readAll =
  ({ reader, isOpen }: ReadingContext): EventStore['readAll'] =>
  ({ after = BEFORE_ALL, prefix = '' } = {}) => {
    const head = reader.head();
    return iteratePages(() => {
      let last = after;
      const fetch = (size: number) => {
        const page = reader.ofAll(last, orThrow(head) ?? BEFORE_ALL, prefix, size);
        last = page.items.at(-1)?.position ?? last;
        return page;
      };
      return { fetch, isOpen };
    });
  };

/** Reads all streams and goes on with what is appended later. */
export const subscribe =
  ({ reader, changes, isOpen }: ReadingContext): EventStore['subscribe'] =>
  ({ after = BEFORE_ALL, prefix = '', signal } = {}) =>
    iteratePages(() => {
      let last = after;
      let told: Position | undefined | 'nothing' = 'nothing';

      const readOn = (size: number): ReadonlyArray<SubscriptionMessage> => {
        const head = orThrow(reader.head());
        const { items, isLast } = reader.ofAll(last, head ?? BEFORE_ALL, prefix, size);
        const messages = items.map((event): SubscriptionMessage => ({ type: 'event', event }));
        last = items.at(-1)?.position ?? last;
        if (!isLast || head === told) return messages;
        if (head !== undefined && head > last) last = head;
        told = head;
        return [...messages, { type: 'caught-up', position: head }];
      };

      const fetch = async (size: number, left: AbortSignal): Promise<Page<SubscriptionMessage>> => {
        while (!left.aborted) {
          const seen = changes.seen();
          const items = readOn(size);
          if (items.length > 0) return { items, isLast: false };
          await changes.since(seen, left);
        }
        return { items: [], isLast: true };
      };
      return { fetch, isOpen, signal };
    });
