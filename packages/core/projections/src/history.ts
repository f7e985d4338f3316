import { Timestamp } from '@facture/order';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as t from 'io-ts';

import { factOf, HistoryFact } from './facts';
import { inEnglish } from './inEnglish';
import { Revision } from './revision';
import { inSequence, type EventAtRevision, type SequenceError } from './sequence';
import { OrderStanding, runningSums, standingOf } from './standing';

/**
 * One event of an order for people to read, in JSON: what happened as an English sentence, what a
 * sentence in another language is made of (`type` is the key, `parameters` go into it), and where the
 * order stands `after` it.
 */
export const HistoryEntry = t.intersection(
  [
    t.readonly(
      t.strict({
        revision: Revision,
        occurredAt: Timestamp,
        sentence: t.string,
        after: OrderStanding,
      }),
    ),
    HistoryFact,
  ],
  'HistoryEntry',
);
export type HistoryEntry = t.TypeOf<typeof HistoryEntry>;

/**
 * Tells the history of an order.
 *
 * Gives `RevisionGap` and `OrderNotPlaced`.
 */
export const historyOf = (
  recorded: Iterable<EventAtRevision>,
): E.Either<SequenceError, ReadonlyArray<HistoryEntry>> =>
  pipe(
    inSequence(recorded),
    E.map((history) =>
      RA.zip(history.events, runningSums(history)).map(([{ event, revision }, sums]) => {
        const fact = factOf(event);
        const after = standingOf(sums);
        const { occurredAt } = event.data;
        return { revision, occurredAt, sentence: inEnglish(fact, after), after, ...fact };
      }),
    ),
  );
