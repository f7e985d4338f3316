import type { RecordedOrderEvent } from '@facture/contract';
import type { SealedLog } from '@facture/contract/sealing';
import { historyOf, ledgerOf, totalsOfEvents, type HistoryEntry } from '@facture/projections';
import { Argument } from 'commander';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { amountsIn, standingFacts } from '../amounts';
import type { AuditorCommand, StoreOptions } from '../command';
import { withEvents } from '../openStore';
import { openLog } from '../openLog';
import { storeOptions } from '../options';
import { unreadable, type Outcome } from '../outcome';
import { readOrder, stoppedFinding, type ReadOrder } from '../readOrder';
import { sequenceText } from '../sequenceText';
import { totalsCurve } from '../totalsCurve';

interface HistoryOptions extends StoreOptions {
  readonly order: string;
}

/** An event for people to read, as it is stored, and where it stands in the log. */
interface Told {
  readonly readable: HistoryEntry;
  readonly recorded: RecordedOrderEvent['recorded'];
  readonly logIndex: number | undefined;
}

const logIndexText = (logIndex: number | undefined): string => logIndex?.toString() ?? 'not sealed';

const report = (
  { orderId, events, stopped }: ReadOrder,
  log: SealedLog | undefined,
  store: string,
): Outcome => {
  const folded = pipe(
    E.Do,
    E.bind('totals', () => totalsOfEvents(events)),
    E.bind('entries', () => historyOf(events)),
    E.bind('ledger', () => ledgerOf(events)),
  );
  if (E.isLeft(folded)) return E.left(unreadable(sequenceText(folded.left)));
  const { totals, entries, ledger } = folded.right;
  const told: ReadonlyArray<Told> = entries.flatMap((readable, place) => {
    const recorded = events[place]?.recorded;
    return recorded === undefined
      ? []
      : [{ readable, recorded, logIndex: log?.indexOf(recorded.position) }];
  });
  const { currency } = totals;
  const amount = amountsIn(currency);
  const findings = stopped === undefined ? [] : [stoppedFinding(stopped)];
  return E.right({
    title: `History of order ${orderId}`,
    facts: [
      ['Store', store],
      ['Events', events.length.toString()],
      ...standingFacts(totals, currency),
    ],
    parts: [
      totalsCurve(entries, currency),
      {
        type: 'table',
        heading: 'Events',
        columns: ['Revision', 'Occurred', 'Recorded', 'Log index', 'What happened'],
        numeric: [0, 3],
        rows: told.map(({ readable, recorded, logIndex }) => [
          recorded.revision.toString(),
          readable.occurredAt,
          recorded.recordedAt,
          logIndexText(logIndex),
          readable.sentence,
        ]),
      },
      {
        type: 'table',
        heading: 'Totals after each event',
        columns: ['Revision', 'Status', 'Invoiced', 'Returned', 'Remaining', 'Current'],
        numeric: [0, 2, 3, 4, 5],
        rows: entries.map(({ revision, after }) => [
          revision.toString(),
          after.status,
          amount(after.invoicedMinor),
          amount(after.returnedMinor),
          amount(after.remainingMinor),
          amount(after.currentMinor),
        ]),
      },
      {
        type: 'table',
        heading: 'To settle and to reimburse, by document',
        columns: ['Revision', 'Document', 'Kind', 'Amount', 'Settled in all', 'Reimbursed in all'],
        numeric: [0, 3, 4, 5],
        rows: ledger.entries.map((entry) => [
          entry.revision.toString(),
          entry.invoiceNumber,
          entry.kind,
          amount(entry.amountMinor),
          amount(entry.toSettleMinor),
          amount(entry.toReimburseMinor),
        ]),
      },
      {
        type: 'table',
        heading: 'Events as they are stored',
        htmlOnly: true,
        columns: ['Revision', 'Position', 'Id', 'Type', 'Data'],
        numeric: [0, 1],
        rows: told.map(({ recorded }) => [
          recorded.revision.toString(),
          recorded.position.toString(),
          recorded.id,
          `${recorded.type} ${recorded.schemaVersion.toString()}`,
          recorded.data,
        ]),
      },
    ],
    findings: { count: findings.length, listed: findings },
    data: {
      orderId,
      events: told.map(({ readable, recorded, logIndex }) => ({
        readable,
        stored: recorded,
        logIndex: logIndex ?? null,
      })),
      ledger: ledger.entries,
    },
  });
};

/** Tells what happened to an order. */
export const historyCommand: AuditorCommand<HistoryOptions> = {
  name: 'history',
  summary: 'tell what happened to an order, when, and in what sequence',
  description:
    'Tells every event of an order in plain words and as it is stored, the totals after each, what is to be settled and reimbursed by each document, and where each event stands in the sealed log.',
  arguments: [new Argument('<order>', 'id of the order')],
  options: storeOptions(),
  examples: [
    ['history 1172452900788-01', 'what happened to this order'],
    ['history 1172452900788-01 --html order.html', 'the same to keep or print, with a curve'],
    [
      "history 1172452900788-01 --json | jq '.events[].stored'",
      'the events as they are stored, for other programs',
    ],
  ],
  exits: {
    0: 'the history was told',
    1: 'an event cannot be read, or does not follow the one before it',
    3: 'there is no such order, or the store cannot be read',
  },
  html: true,
  run: (options) =>
    withEvents(options, async ({ events, name }) => {
      const order = await readOrder(events, options.order);
      if (E.isLeft(order)) return order;
      const log = openLog(options.data);
      if (E.isLeft(log)) return log;
      try {
        return report(order.right, log.right, name);
      } finally {
        log.right?.close();
      }
    }),
};
