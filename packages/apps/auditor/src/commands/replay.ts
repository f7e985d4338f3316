import type { Position } from '@facture/contract';
import { Currency } from '@facture/order';
import { currencyDigits, orderSummaryProjection } from '@facture/projections';
import * as E from 'fp-ts/Either';

import type { AuditorCommand, StoreOptions } from '../command';
import { withModels } from '../openStore';
import { storeOptions } from '../options';
import { replayStore, type Replayed } from '../replay/replayStore';
import { collectFindings, type Findings, type Report } from '../report/report';

const count = (number: number): string => number.toLocaleString('en-US');

/** Writes a sum of minor units, which may be larger than an amount may be. */
const sumText = (sumMinor: bigint, currency: string): string => {
  const digits = Currency.is(currency) ? currencyDigits(currency) : 0;
  const text = sumMinor.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
};

const report = (
  replayed: Replayed,
  findings: Findings,
  store: string,
  file: string,
  checkpoint: Position | undefined,
): Report => ({
  title: 'Replay of all orders',
  facts: [
    ['Store', store],
    ['Read model', file],
    ['Its checkpoint', checkpoint?.toString() ?? 'none'],
    ['Events', count(replayed.events)],
    ['Orders', count(replayed.orders)],
    ['Rows', count(replayed.rows)],
    ['Findings', count(findings.count)],
  ],
  parts: [
    {
      type: 'table',
      heading: 'What all orders come to, by the events',
      columns: ['Currency', 'Orders', 'Ordered', 'Invoiced', 'Returned', 'Current'],
      numeric: [1, 2, 3, 4, 5],
      rows: replayed.sums.map(
        ({ currency, orders, orderedMinor, invoicedMinor, returnedMinor, currentMinor }) => [
          currency,
          count(orders),
          ...[orderedMinor, invoicedMinor, returnedMinor, currentMinor].map((sum) =>
            sumText(sum, currency),
          ),
        ],
      ),
    },
  ],
  findings,
  data: { ...replayed, checkpoint: checkpoint ?? null },
});

/** Recomputes every total from the events and compares it with the read model. */
export const replayCommand: AuditorCommand<StoreOptions> = {
  name: 'replay',
  summary: 'recompute every total from the events, and compare it with the read model',
  description:
    'Reads every event, computes the totals of every order anew, and holds the rows of the read model against them. Drift is reported with the order, the revision and both values; so are rows that are missing, that stand elsewhere than the events, or that no event accounts for, and events that cannot be read. It works while the service runs, and writes nothing.',
  arguments: [],
  options: storeOptions(),
  examples: [
    ['replay', 'do the totals that the service shows follow from the events?'],
    ['replay --data /var/lib/facture --html replay.html', 'of another directory, as a report'],
    ["replay --json | jq '.findings'", 'the findings for other programs'],
  ],
  exits: {
    0: 'every row is what the events say',
    1: 'at least one total drifts, or an event cannot be read',
  },
  html: true,
  run: (options, { progress }) =>
    withModels(options, async ({ events, readModels, name }) => {
      const rows = readModels.open(orderSummaryProjection);
      const checkpoint = rows.checkpoint();
      const findings = collectFindings();
      const replayed = await replayStore({ events, rows, progress, onFinding: findings.add });
      return E.right(report(replayed, findings.all(), name, readModels.file, checkpoint));
    }),
};
