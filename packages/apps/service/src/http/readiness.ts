import type { Position } from '@facture/contract';

import type { Ports } from '../ports';

/** Whether requests can be answered, and if not, why not. Positions are decimal digits. */
export type Readiness =
  | { readonly status: 'ready'; readonly position: string | null }
  | { readonly status: 'not ready'; readonly reason: 'ending' | 'the store is away' }
  | {
      readonly status: 'not ready';
      readonly reason: 'catching up';
      /** Up to where totals are kept. */
      readonly position: string | null;
      /** Where the store ends. */
      readonly head: string;
    };

const CATCH_UP_MS = 1_000;
const ANSWER_MS = 3_000;

const AWAY: Readiness = { status: 'not ready', reason: 'the store is away' };

const digits = (position: Position | undefined): string | null => position?.toString() ?? null;

const look = async ({ store, summaries }: Ports): Promise<Readiness> => {
  try {
    const head = await store.head();
    const isCaughtUp = head === undefined || (await summaries.waitFor(head, CATCH_UP_MS));
    const position = digits(summaries.checkpoint());
    return isCaughtUp
      ? { status: 'ready', position }
      : { status: 'not ready', reason: 'catching up', position, head: head.toString() };
  } catch {
    return AWAY;
  }
};

/** Tells whether what was written can be read, by now or in a moment. */
export const readiness = async (ports: Ports): Promise<Readiness> => {
  const { promise: late, resolve } = Promise.withResolvers<Readiness>();
  const timer = setTimeout(() => {
    resolve(AWAY);
  }, ANSWER_MS);
  try {
    return await Promise.race([look(ports), late]);
  } finally {
    clearTimeout(timer);
  }
};
