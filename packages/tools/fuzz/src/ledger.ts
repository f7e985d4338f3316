import { openSqliteStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

import type { Outcome } from './connection';
import type { Shot } from './shot';

/** An event, by the request that made it. */
export interface Written {
  readonly type: string;
  readonly requestId: string;
}

/** Holds what stands in the store against what was acknowledged. */
export interface Ledger {
  readonly note: (shot: Shot, outcome: Outcome) => void;
  /** Tells of each event that nobody was told of, and forgets what it has compared. */
  readonly compare: (events: Iterable<Written>) => ReadonlyArray<string>;
  readonly acknowledged: () => number;
}

const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Begins a ledger. */
export const createLedger = (): Ledger => {
  let acknowledged = new Set<string>();
  let count = 0;
  // Of whoever left before the answer, nobody knows when the request is through.
  const open = new Set<string>();
  return {
    note: ({ id, asked, ending }, { answers }) => {
      if (ending !== 'wait' || answers.length < asked.length) open.add(id);
      answers.forEach(({ status, headers }, at) => {
        const requestId = headers.get('x-request-id');
        if (status !== 200 || requestId === undefined) return;
        if (!WRITING.has(asked[at]?.method ?? '')) return;
        acknowledged.add(requestId);
        count += 1;
      });
    },
    compare: (events) => {
      const unknown = Array.from(events).filter(
        ({ requestId }) => !acknowledged.has(requestId) && !open.has(requestId),
      );
      acknowledged = new Set();
      return unknown.map(
        ({ type, requestId }) => `${requestId} was not accepted and left ${type} in the store`,
      );
    },
    acknowledged: () => count,
  };
};

/** What stands in a file of events, part by part. */
export interface StoreReader {
  /** The events since it was last asked. */
  readonly next: () => Promise<ReadonlyArray<Written>>;
  readonly close: () => Promise<void>;
}

/** Opens the file of a service that runs, without writing to it. */
export const readStore = (file: string): StoreReader => {
  const opened = openSqliteStore({ file, now: () => new Date(), readOnly: true });
  if (E.isLeft(opened)) throw new Error(`the store cannot be read: ${opened.left.type}`);
  const store = opened.right;
  let after: bigint | undefined;
  return {
    next: async () => {
      const events: Array<Written> = [];
      for await (const { type, metadata, position } of store.readAll({ after })) {
        const { $correlationId: requestId } = JSON.parse(metadata) as Record<string, string>;
        events.push({ type, requestId: requestId ?? '' });
        after = position;
      }
      return events;
    },
    close: () => store.close(),
  };
};
