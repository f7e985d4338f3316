import type { RecordedOrderEvent } from '@facture/contract';
import type { Timestamp } from '@facture/order';
import {
  asOf,
  atRevision,
  historyOf,
  totalsOfEvents,
  type ProjectionError,
} from '@facture/projections';
import { momentParameter, revisionParameter } from '@facture/vtex';
import { Argument, InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { lineRows, standingFacts } from '../amounts';
import type { AuditorCommand, StoreOptions } from '../command';
import { withEvents } from '../openStore';
import { storeOptions } from '../options';
import { misused, unreadable, type Outcome } from '../outcome';
import { readOrder, stoppedFinding, type ReadOrder } from '../readOrder';
import { sequenceText } from '../sequenceText';
import { totalsCurve } from '../totalsCurve';

interface TotalsOptions extends StoreOptions {
  readonly order: string;
  readonly revision?: number;
  readonly at?: Timestamp;
}

const read =
  <A>(what: string, reader: (text: string) => E.Either<unknown, A>) =>
  (text: string): A => {
    const value = reader(text);
    if (E.isRight(value)) return value.right;
    throw new InvalidArgumentError(`Give ${what}.`);
  };

const upTo = (
  events: ReadonlyArray<RecordedOrderEvent>,
  { revision, at }: TotalsOptions,
): E.Either<ProjectionError, ReadonlyArray<RecordedOrderEvent>> => {
  if (revision !== undefined) return atRevision(events, revision);
  return at === undefined ? E.right(events) : asOf(events, at);
};

const report = (
  { orderId, events, stopped }: ReadOrder,
  options: TotalsOptions,
  store: string,
): Outcome =>
  pipe(
    E.Do,
    E.bind('past', () => upTo(events, options)),
    E.bindW('totals', ({ past }) => totalsOfEvents(past)),
    E.bindW('entries', ({ past }) => historyOf(past)),
    E.bimap(
      (error) => unreadable(sequenceText(error)),
      ({ totals, entries }) => {
        const findings = stopped === undefined ? [] : [stoppedFinding(stopped)];
        return {
          title: `Totals of order ${orderId} at revision ${totals.revision.toString()}`,
          facts: [
            ['Store', store],
            ['Seller', totals.sellerId],
            ['Last event', totals.updatedAt],
            ...standingFacts(totals, totals.currency),
          ],
          parts: [
            totalsCurve(entries, totals.currency),
            {
              type: 'table',
              heading: 'Lines',
              columns: [
                'Line',
                'SKU',
                'Quantity',
                'Amount',
                'Invoiced',
                'Returned',
                'Left to invoice',
                'Left to return',
              ],
              numeric: [0, 2, 3, 4, 5, 6, 7],
              rows: lineRows(totals),
            },
          ],
          findings: { count: findings.length, listed: findings },
          data: { totals },
        };
      },
    ),
  );

/** Computes the totals of an order from its events. */
export const totalsCommand: AuditorCommand<TotalsOptions> = {
  name: 'totals',
  summary: 'compute the totals of an order from its events, now or at any past moment',
  description:
    'Computes the totals of an order from its events alone, without the read model: now, after one of its events, or at a moment.',
  arguments: [new Argument('<order>', 'id of the order')],
  options: [
    ...storeOptions(),
    new Option('--revision <number>', 'after the event of this revision; the first is 0').argParser(
      read('a revision: 0, 1, 2, …', revisionParameter),
    ),
    new Option('--at <moment>', 'at this moment, such as 2026-01-31 or 2026-01-31T12:00:00Z')
      .argParser(read('a date or a date-time, such as 2026-01-31T12:00:00Z', momentParameter))
      .conflicts('revision'),
  ],
  examples: [
    ['totals 1172452900788-01', 'what the order is worth now'],
    ['totals 1172452900788-01 --revision 0', 'as it was placed'],
    ['totals 1172452900788-01 --at 2026-01-31T12:00:00Z', 'as it was at noon of that day'],
  ],
  exits: {
    0: 'the totals were computed from all events there are',
    1: 'an event cannot be read: the totals are those before it',
    3: 'there is no such order or revision, or the store cannot be read',
  },
  html: true,
  run: (options) =>
    withEvents(options, async ({ events, name }) => {
      const order = await readOrder(events, options.order);
      if (E.isLeft(order)) return order;
      return order.right.events.length === 0
        ? E.left(misused(`no event of order ${order.right.orderId} can be read: see "history"`))
        : report(order.right, options, name);
    }),
};
