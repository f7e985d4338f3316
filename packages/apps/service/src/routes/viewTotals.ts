import { orderStream } from '@facture/contract';
import type { OrderId } from '@facture/order';
import {
  asOf,
  atRevision,
  totalsOfEvents,
  totalsOfSummary,
  type OrderTotals,
} from '@facture/projections';
import { momentParameter, revisionParameter, type Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import type { Call, Endpoint } from '../http/endpoint';
import { orderHistory, type HistoricEvents } from '../orders/orderHistory';
import type { Ports } from '../ports';
import { readFailure } from '../orders/readFailure';

type Totals = TE.TaskEither<Refusal, OrderTotals>;

const PATIENCE_MS = 1_000;

/**
 * Reads the totals from the read model, after it has caught up with all that was written before, so
 * that everybody reads their writes. A model that lags, or stands still for this order, tells
 * nothing.
 */
const kept =
  ({ store, summaries }: Ports, orderId: OrderId) =>
  async (): Promise<OrderTotals | undefined> => {
    const head = await store.head();
    const stream = orderStream(orderId);
    const isUpToDate = head === undefined || (await summaries.waitFor(head, PATIENCE_MS));
    if (!isUpToDate || summaries.quarantined().some((event) => event.stream === stream))
      return undefined;
    const found = summaries.get(stream);
    return found === undefined ? undefined : totalsOfSummary(found.row);
  };

/** Folds the totals from a part of the history. */
const folded = (
  ports: Ports,
  orderId: OrderId,
  part: (events: HistoricEvents) => E.Either<Refusal, HistoricEvents>,
): Totals =>
  pipe(
    orderHistory(ports.store)(orderId),
    TE.flatMapEither(part),
    TE.flatMapEither((events): E.Either<Refusal, OrderTotals> => totalsOfEvents(events)),
  );

const currentTotals = (ports: Ports, orderId: OrderId): Totals =>
  pipe(
    TE.tryCatch(kept(ports, orderId), readFailure(orderId)),
    TE.flatMap((totals) =>
      totals === undefined ? folded(ports, orderId, E.right) : TE.right(totals),
    ),
  );

const totals = (ports: Ports, { orderId, query }: Call): Totals => {
  const revision = query('revision');
  const at = query('at');
  if (revision !== undefined && at !== undefined) return TE.left({ type: 'MalformedRequest' });
  if (revision !== undefined)
    return pipe(
      TE.fromEither(revisionParameter(revision)),
      TE.flatMap((asked) => folded(ports, orderId, (events) => atRevision(events, asked))),
    );
  if (at !== undefined)
    return pipe(
      TE.fromEither(momentParameter(at)),
      TE.flatMap((moment) => folded(ports, orderId, (events) => asOf(events, moment))),
    );
  return currentTotals(ports, orderId);
};

/** Tells the totals of an order, now or at any past revision or moment. */
export const viewTotals = (ports: Ports): Endpoint => ({
  method: 'GET',
  path: '/api/orders/{orderId}/totals',
  operationId: 'viewTotals',
  summary: 'The totals of an order, now or at a past revision or moment (one of them).',
  needs: ['View order'],
  query: [
    {
      name: 'revision',
      about: 'The totals after the event of this revision, counted from 0.',
      schema: { type: 'integer', minimum: 0 },
    },
    {
      name: 'at',
      about:
        'The totals at this moment: an ISO 8601 date or date-time, UTC where no zone is given.',
      schema: { type: 'string' },
    },
  ],
  answers: 'OrderTotals',
  refuses: ['OrderNotFound', 'NoSuchRevision', 'OrderNotYetPlaced'],
  handle: (call) =>
    pipe(
      totals(ports, call),
      TE.map((body) => ({ body })),
    ),
});
