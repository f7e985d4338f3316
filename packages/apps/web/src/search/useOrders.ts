import type { ClientError, FactureClient } from '@facture/client';
import type { OrderEntry } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { useEffect, useState } from 'react';

import { findOrders } from './findOrders';

type Orders = E.Either<ClientError, ReadonlyArray<OrderEntry>>;

const RECENT = 20;

const ask = async (client: FactureClient, sought: string, signal: AbortSignal): Promise<Orders> =>
  sought === ''
    ? E.map(({ orders }: { readonly orders: ReadonlyArray<OrderEntry> }) => orders)(
        await client.orders({ limit: RECENT, signal }),
      )
    : findOrders(client, sought, signal);

/** Asks for the orders that are sought, or for those that changed last; again when told to. */
export const useOrders = (
  client: FactureClient,
  sought: string,
): { readonly orders: Orders | undefined; readonly again: () => void } => {
  const [tries, setTries] = useState(0);
  const [orders, setOrders] = useState<Orders>();
  useEffect(() => {
    const leaving = new AbortController();
    void ask(client, sought, leaving.signal).then((answered) => {
      if (!leaving.signal.aborted) setOrders(answered);
    });
    return () => {
      leaving.abort();
    };
  }, [client, sought, tries]);
  return {
    orders,
    again: () => {
      setOrders(undefined);
      setTries((before) => before + 1);
    },
  };
};
