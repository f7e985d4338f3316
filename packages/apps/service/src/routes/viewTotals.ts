import { orderStream, type Position } from '@facture/contract';
import type { OrderId } from '@facture/order';
import { asOf, atRevision, totalsOfEvents, totalsOfSummary } from '@facture/projections';
import { momentParameter, revisionParameter, type Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import type { Answer, Call, Endpoint } from '../http/endpoint';
import { notBeforeQuery, readNotBefore } from '../http/queryParameters';
import { orderHistory, positionOf, type HistoricEvents } from '../orders/orderHistory';
import { readFailure } from '../orders/readFailure';
import { isRecent } from '../orders/recency';
import type { Ports } from '../ports';

type Answering = TE.TaskEither<Refusal, Answer>;

/** The totals that the read model has, and whether they are as recent as they must be. */
interface Kept {
  readonly isRecent: boolean;
  readonly answer: Answer | undefined;
}

/** Asks the read model. One that stands still for this order has nothing to tell. */
const kept =
  (ports: Ports, orderId: OrderId, notBefore: Position | undefined) => async (): Promise<Kept> => {
    const recent = await isRecent(ports, notBefore);
    const { summaries } = ports;
    const stream = orderStream(orderId);
    // Taken first: the row is at least as recent.
    const position = summaries.checkpoint();
    const standsStill = summaries.quarantined().some((event) => event.stream === stream);
    const found = standsStill ? undefined : summaries.get(stream);
    return {
      isRecent: recent,
      answer: found && { body: totalsOfSummary(found.row), position },
    };
  };

/** Folds the totals from a part of the history. */
const folded = (
  ports: Ports,
  orderId: OrderId,
  part: (events: HistoricEvents) => E.Either<Refusal, HistoricEvents>,
): Answering =>
  pipe(
    orderHistory(ports.store)(orderId),
    TE.flatMapEither(part),
    TE.flatMapEither((events): E.Either<Refusal, Answer> =>
      pipe(
        totalsOfEvents(events),
        E.map((body) => ({ body, position: positionOf(events) })),
      ),
    ),
  );

/**
 * Tells the current totals: from the read model, and from the events where it lags. While the store
 * is away, totals that are older than the last writing are better than none, unless the reader asks
 * for more; their position tells.
 */
const currentTotals = (
  ports: Ports,
  orderId: OrderId,
  notBefore: Position | undefined,
): Answering =>
  pipe(
    TE.tryCatch(kept(ports, orderId, notBefore), readFailure(orderId)),
    TE.flatMap(({ isRecent: recent, answer }) =>
      recent && answer !== undefined
        ? TE.right(answer)
        : pipe(
            folded(ports, orderId, E.right),
            TE.orElse((refusal) =>
              refusal.type === 'StoreUnavailable' && answer !== undefined && notBefore === undefined
                ? TE.right(answer)
                : TE.left(refusal),
            ),
          ),
    ),
  );

const totals = (ports: Ports, call: Call): Answering => {
  const { orderId, query } = call;
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
  return pipe(
    TE.fromEither(readNotBefore(call)),
    TE.flatMap((notBefore) => currentTotals(ports, orderId, notBefore)),
  );
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
    notBeforeQuery,
  ],
  answers: 'OrderTotals',
  refuses: ['OrderNotFound', 'NoSuchRevision', 'OrderNotYetPlaced'],
  handle: (call) => totals(ports, call),
});
