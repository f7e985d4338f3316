import { clientAppends } from '@facture/benchmarks/workload';
import {
  inMemoryReadModel,
  inMemoryStore,
  type Projection,
  type RecordedEvent,
} from '@facture/contract';
import { emptySealedLogMemory, inMemorySealedLog } from '@facture/contract/sealing';
import type { AmountMinor } from '@facture/order';
import { orderSummaryProjection, type OrderSummary } from '@facture/projections';
import { appendLeaf, emptyTree, leafHash, rootOf, writeCheckpoint } from '@facture/proofs';
import { sha256 } from '@facture/sqlite';
import { beforeAll, describe, expect, it } from '@jest/globals';

import { forkInLog } from '../forkInLog';
import { notBeginning } from '../histories';
import { doubled, lost, wrongTable, wrongTotals, type Acknowledged } from './oracle';
import type { TableRow } from './ownTable';

let events: ReadonlyArray<RecordedEvent>;
let acknowledged: ReadonlyArray<Acknowledged>;

/** The events of some orders, the last one left out or any other one changed. */
const without = (at: number) => events.toSpliced(at, 1);
const withOther = (at: number, change: (event: RecordedEvent) => RecordedEvent) =>
  events.map((event, index) => (index === at ? change(event) : event));

beforeAll(async () => {
  const store = inMemoryStore({ now: () => new Date() });
  const appends = clientAppends(7, 1);
  for (let n = 0; n < 30; n++) {
    const { stream, expected, events: batch, claims } = appends.next().value;
    await store.append(stream, expected, batch, { claims })();
  }
  const all: Array<RecordedEvent> = [];
  for await (const event of store.readAll()) all.push(event);
  events = all;
  acknowledged = all.map(({ id, data }) => ({
    orderId: (JSON.parse(data) as { readonly orderId: string }).orderId,
    marks: [id],
  }));
});

const firstDocument = () => events.findIndex(({ type }) => type === 'InvoiceAdded');

describe('what was acknowledged', () => {
  it('is found where it is, and missed where it is not', () => {
    expect(lost(acknowledged, events)).toBeUndefined();
    expect(lost(acknowledged, without(5))).toContain(events[5]?.id);
    expect(lost([{ orderId: 'another', marks: [events[5]?.id ?? ''] }], events)).toContain('lost');
  });

  it('is known by its receipt as well', () => {
    const { orderId, receipt } = JSON.parse(events[0]?.data ?? '') as {
      readonly orderId: string;
      readonly receipt: string;
    };
    expect(lost([{ orderId, marks: [receipt] }], events)).toBeUndefined();
    expect(lost([{ orderId, marks: [receipt] }], without(0))).toContain(receipt);
  });
});

describe('what is stored', () => {
  it('is there once', () => {
    expect(doubled(events)).toBeUndefined();
    expect(doubled([...events, ...events.slice(3, 4)])).toContain(events[3]?.id);
    expect(doubled(without(0))).toContain('has revision 1 where 0 comes');
  });

  it('has each number of a document once, whatever else is another', () => {
    const again = events[firstDocument()];
    if (again === undefined) throw new Error('there is no invoice');
    const copy = { ...again, id: 'another', stream: 'order-another', revision: 0 };
    expect(doubled([...events, copy])).toContain('doubled: the document');
  });

  it('never changes, and nothing of it goes', () => {
    const changed = withOther(4, (event) => ({ ...event, data: '{}' }));
    expect(notBeginning(events, [...events, ...events])).toBeUndefined();
    expect(notBeginning(events, changed)).toContain('event 4 is');
    expect(notBeginning(events, without(2))).toContain('event 2 is');
    expect(notBeginning(events, events.slice(0, -1))).toContain('not nothing');
  });
});

describe('totals', () => {
  it('are those of the events up to their checkpoint', () => {
    const model = inMemoryReadModel(orderSummaryProjection);
    model.apply(events.slice(0, 9));
    expect(wrongTotals(model, events)).toBeUndefined();
    model.apply(events);
    expect(wrongTotals(model, events)).toBeUndefined();
  });

  it('are found wrong by one minor unit, and where an order is missing or too many', () => {
    const overstated: Projection<OrderSummary> = {
      ...orderSummaryProjection,
      apply: (row, event) => {
        const folded = orderSummaryProjection.apply(row, event);
        if (!('row' in folded) || event.type !== 'InvoiceAdded') return folded;
        const invoicedMinor = (folded.row.invoicedMinor + 1) as AmountMinor;
        return { ...folded, row: { ...folded.row, invoicedMinor } };
      },
    };
    const model = inMemoryReadModel(overstated);
    model.apply(events);
    expect(wrongTotals(model, events)).toContain('totals are');
    const right = inMemoryReadModel(orderSummaryProjection);
    right.apply(events);
    const [first] = events;
    const ofFirst = events.filter(({ stream }) => stream === first?.stream);
    expect(wrongTotals(right, ofFirst)).toBe('totals of orders that are not there');
    const behind = inMemoryReadModel(orderSummaryProjection);
    behind.apply([], first?.position);
    expect(wrongTotals(behind, events)).toContain('totals are nothing');
  });
});

describe('the table of a subscriber', () => {
  const rowsOf = (taken: ReadonlyArray<RecordedEvent>): ReadonlyArray<TableRow> => {
    const rows = new Map<string, TableRow>();
    for (const { type, data } of taken) {
      const { orderId, valueMinor } = JSON.parse(data) as {
        readonly orderId: string;
        readonly valueMinor: number;
      };
      const sign = type === 'InvoiceAdded' ? 1 : type === 'ReturnInvoiced' ? -1 : 0;
      const { messages, currentMinor } = rows.get(orderId) ?? { messages: 0, currentMinor: 0 };
      rows.set(orderId, {
        orderId,
        messages: messages + 1,
        currentMinor: currentMinor + (sign === 0 ? 0 : sign * valueMinor),
      });
    }
    return Array.from(rows.values());
  };
  const judge = (position: bigint | undefined, rows: ReadonlyArray<TableRow>) =>
    wrongTable({ position, rows }, events);

  it('holds each event up to its position once', () => {
    expect(judge(undefined, [])).toBeUndefined();
    expect(judge(events[8]?.position, rowsOf(events.slice(0, 9)))).toBeUndefined();
    expect(judge(events.at(-1)?.position, rowsOf(events))).toBeUndefined();
  });

  it('is found wrong with an event more, an event less, or another amount', () => {
    const last = events.at(-1)?.position;
    expect(judge(last, rowsOf([...events, ...events.slice(3, 4)]))).toContain('the table has');
    expect(judge(last, rowsOf(without(firstDocument())))).toContain('the table has');
    expect(judge(last, [])).toContain('the table has 0 orders');
    const [row, ...rows] = rowsOf(events);
    if (row === undefined) throw new Error('there is no order');
    expect(judge(last, [{ ...row, currentMinor: row.currentMinor + 1 }, ...rows])).toContain(
      row.orderId,
    );
  });
});

describe('a sealed log', () => {
  /** The log of some events with a checkpoint of each size, as somebody signed it. */
  const logOf = (sealed: ReadonlyArray<RecordedEvent>) => {
    const leaves: Array<Uint8Array> = [];
    const memory = { ...emptySealedLogMemory(), levels: [leaves] };
    let tree = emptyTree;
    for (const event of sealed) {
      const leaf = leafHash(sha256, event);
      tree = appendLeaf(sha256, tree, leaf);
      leaves.push(leaf);
      memory.positions.push(event.position);
      const rootHash = rootOf(sha256, tree);
      const text = writeCheckpoint({ origin: 'a log', size: tree.size, rootHash });
      memory.checkpoints.push({ size: tree.size, note: `${text}\n— a log sig\n`, verifierKey: '' });
    }
    return memory;
  };
  const judge = (memory: ReturnType<typeof logOf>) => {
    const log = inMemorySealedLog(memory);
    return forkInLog(log, log.checkpoints(0, 1_000), events);
  };

  it('is one tree of the events', () => {
    expect(judge(logOf(events))).toBeUndefined();
    expect(judge(logOf(events.slice(0, 9)))).toBeUndefined();
    expect(judge(logOf([]))).toBeUndefined();
  });

  it('is found forked with another event, one less or one more', () => {
    const other = withOther(6, (event) => ({ ...event, data: '{}' }));
    expect(judge(logOf(other))).toBe('leaf 6 is another one');
    expect(judge(logOf(without(6)))).toBe('leaf 6 is another one');
    expect(judge(logOf([...events, ...events]))).toContain('events are sealed, and there are');
  });

  it('is found forked in a checkpoint alone, and in a position', () => {
    const forked = logOf(events);
    const other = logOf(withOther(0, (event) => ({ ...event, data: '{}' })));
    forked.checkpoints.splice(3, 1, ...other.checkpoints.slice(3, 4));
    expect(judge(forked)).toBe('the checkpoint of 4 events has another root');
    const moved = logOf(events);
    moved.positions.splice(2, 2, events[3]?.position ?? 0n, events[2]?.position ?? 0n);
    expect(judge(moved)).toBe('leaf 2 has another position');
  });
});
