import type { ClientError, FactureClient } from '@facture/client';
import type { OrderEntry } from '@facture/projections';
import * as E from 'fp-ts/Either';

type Found = E.Either<ClientError, ReadonlyArray<OrderEntry>>;

/** What no order can be called is found nowhere, like what no order is called. */
const noneFor = (found: Found): Found =>
  E.orElse((error: ClientError): Found => {
    const isNone = error.type === 'Refused' && (error.status === 404 || error.status === 400);
    return isNone || error.type === 'NotSent' ? E.right([]) : E.left(error);
  })(found);

/** Finds the order of an id, and the orders with a document of that number. */
export const findOrders = async (
  client: Pick<FactureClient, 'orders' | 'totals'>,
  sought: string,
  signal?: AbortSignal,
): Promise<Found> => {
  const [byId, byNumber] = await Promise.all([
    client.totals(sought, { signal }),
    client.orders({ invoiceNumber: sought, limit: 100, signal }),
  ]);
  const itself = noneFor(E.map((order: OrderEntry) => [order])(byId));
  const withNumber = noneFor(
    E.map(({ orders }: { orders: ReadonlyArray<OrderEntry> }) => orders)(byNumber),
  );
  if (E.isLeft(itself) || E.isLeft(withNumber)) return E.isLeft(itself) ? itself : withNumber;
  const others = withNumber.right.filter(({ orderId }) => orderId !== sought);
  return E.right([...itself.right, ...others]);
};
