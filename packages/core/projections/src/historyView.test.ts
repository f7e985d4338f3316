import { expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { historyOf } from './history';
import { HistoryView } from './historyView';
import { ledgerOf } from './ledger';
import { example } from './testing/example';
import { rightOf } from './testing/histories';

const { orderId, entries: ledger } = rightOf(ledgerOf(example));
const events = rightOf(historyOf(example)).map((readable) => ({
  readable,
  stored: {
    id: '6f1c6b0e-52a3-5d0f-9a3b-0c6a2f7d9e41',
    stream: `order-${orderId}`,
    position: readable.revision.toString(),
    recordedAt: readable.occurredAt,
    type: readable.type,
    schemaVersion: 1,
    data: '{}',
    metadata: '{}',
  },
}));
const view = { orderId, events, ledger };

it('the history of an order reads back what was written as JSON, and drops nothing', () => {
  expect(HistoryView.decode(JSON.parse(JSON.stringify(view)))).toEqual(E.right(view));
});

it('the history of an order shows each event for people and as it is stored', () => {
  const [event] = events;
  for (const broken of [{}, { readable: event?.readable }, { stored: event?.stored }])
    expect(HistoryView.is({ ...view, events: [broken] })).toBe(false);
  const { data, ...rest } = events[0]?.stored ?? {};
  expect(HistoryView.is({ ...view, events: [{ ...event, stored: rest }] })).toBe(false);
  expect(data).toBe('{}');
});
