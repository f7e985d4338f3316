import type { Position } from '@facture/contract';
import type { InvoiceNumber } from '@facture/order';
import { orderListOf } from '@facture/projections';
import { invoiceNumberParameter, limitParameter, type Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import type { Answer, Endpoint } from '../http/endpoint';
import { notBeforeQuery, optional, readNotBefore } from '../http/queryParameters';
import { readFailure } from '../orders/readFailure';
import { isRecent } from '../orders/recency';
import type { Ports } from '../ports';

const LIMIT = 20;

interface Asked {
  readonly invoiceNumber: InvoiceNumber | undefined;
  readonly limit: number | undefined;
  readonly notBefore: Position | undefined;
}

const listed = (
  ports: Ports,
  { invoiceNumber, limit = LIMIT, notBefore }: Asked,
): TE.TaskEither<Refusal, Answer> =>
  pipe(
    TE.tryCatch(async (): Promise<E.Either<Refusal, Answer>> => {
      const recent = await isRecent(ports, notBefore);
      if (!recent && notBefore !== undefined)
        return E.left({ type: 'NotCaughtUp', position: notBefore });
      const { summaries } = ports;
      // Taken first: the rows are at least as recent.
      const position = summaries.checkpoint();
      const rows =
        invoiceNumber === undefined
          ? summaries.recent(limit)
          : summaries.find(invoiceNumber, limit);
      return E.right({ body: orderListOf(rows.map(({ row }) => row)), position });
    }, readFailure()),
    TE.flatMapEither((answer) => answer),
  );

/** Lists orders, those that changed last first: all, or those with a document of a number. */
export const listOrders = (ports: Ports): Endpoint => ({
  method: 'GET',
  path: '/api/orders',
  operationId: 'listOrders',
  summary: 'Orders, those that changed last first; also those with a document of one number.',
  needs: ['View order'],
  query: [
    {
      name: 'invoiceNumber',
      about: 'Only orders with an invoice or a return of this number.',
      schema: { type: 'string' },
    },
    {
      name: 'limit',
      about: `How many orders at most; ${LIMIT} unless told otherwise.`,
      schema: { type: 'integer', minimum: 1, maximum: 100 },
    },
    notBeforeQuery,
  ],
  answers: 'OrderList',
  refuses: ['NotCaughtUp'],
  handle: (call) =>
    pipe(
      E.Do,
      E.apS('invoiceNumber', optional(call.query('invoiceNumber'), invoiceNumberParameter)),
      E.apS('limit', optional(call.query('limit'), limitParameter)),
      E.apS('notBefore', readNotBefore(call)),
      TE.fromEither,
      TE.flatMap((asked) => listed(ports, asked)),
    ),
});
