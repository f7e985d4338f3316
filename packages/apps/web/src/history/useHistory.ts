import type { ClientError, FactureClient, Position } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { useCallback, useEffect, useState } from 'react';

/** A history as it was read last, and how to read it again. */
export interface ReadHistory {
  readonly history: E.Either<ClientError, HistoryView> | undefined;
  readonly again: () => void;
}

/** Reads the history of an order, and reads it again whenever something happens to it. */
export const useHistory = (client: FactureClient, orderId: string): ReadHistory => {
  const [history, setHistory] = useState<E.Either<ClientError, HistoryView>>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const readOnce = async (): Promise<Position | undefined> => {
      const read = await client.history(orderId, { signal });
      if (signal.aborted) return undefined;
      setHistory(read);
      return E.isRight(read) ? read.right.position : undefined;
    };
    const follow = async (): Promise<void> => {
      let seen = await readOnce();
      if (seen === undefined) return;
      for await (const told of client.subscribe({ order: orderId, after: seen, signal }))
        if (told.type === 'totals' && told.position > seen) seen = (await readOnce()) ?? seen;
    };
    void follow();
    return () => {
      leaving.abort();
    };
  }, [client, orderId, tries]);
  const again = useCallback(() => {
    setHistory(undefined);
    setTries((before) => before + 1);
  }, []);
  return { history, again };
};
