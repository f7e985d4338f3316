import type { EventStore, Position, ReadModel, RecordedEvent, StreamName } from '@facture/contract';
import { orderSummaryProjection, type OrderSummary } from '@facture/projections';

import type { Finding } from '../report/report';
import { differences } from './differences';

/** What replaying one order came to. */
export interface CheckedOrder {
  /** How many of its events, up to a position of the store, were come by. */
  readonly events: number;
  /** Its summary after the last of them. */
  readonly summary: OrderSummary | undefined;
  readonly findings: ReadonlyArray<Finding>;
}

interface Folded {
  readonly seen: number;
  /** The fold of all events, and that at the row's revision. */
  readonly latest: OrderSummary | undefined;
  readonly atRow: OrderSummary | undefined;
  /** The last event up to the checkpoint of the read model. */
  readonly lastApplied: RecordedEvent | undefined;
  readonly lastEvent: RecordedEvent | undefined;
  readonly unreadable: { readonly event: RecordedEvent; readonly reason: string } | undefined;
}

const fold = async (
  reading: AsyncIterable<RecordedEvent>,
  upTo: Position,
  checkpoint: Position,
  rowRevision: number,
): Promise<Folded> => {
  let latest: OrderSummary | undefined;
  let atRow: OrderSummary | undefined;
  let lastApplied: RecordedEvent | undefined;
  let lastEvent: RecordedEvent | undefined;
  let unreadable: Folded['unreadable'];
  let seen = 0;
  for await (const event of reading) {
    if (event.position <= upTo) seen += 1;
    if (unreadable !== undefined) continue;
    const next = (lastEvent?.revision ?? -1) + 1;
    const folded =
      event.revision === next
        ? orderSummaryProjection.apply(latest, event)
        : { quarantine: `revision ${next.toString()} is missing before it` };
    if ('quarantine' in folded) {
      unreadable = { event, reason: folded.quarantine };
      continue;
    }
    latest = folded.row;
    lastEvent = event;
    if (event.revision === rowRevision) atRow = latest;
    if (event.position <= checkpoint) lastApplied = event;
  }
  return { seen, latest, atRow, lastApplied, lastEvent, unreadable };
};

const BEFORE_ALL: Position = -1n;

/**
 * Replays one order and holds the read model's row of it against the outcome.
 *
 * The read model may go on meanwhile: its checkpoint is taken first, so that the row stands at it or
 * later, and the row is compared at its own revision.
 */
export const checkOrder = async (
  store: EventStore,
  rows: ReadModel<OrderSummary>,
  stream: StreamName,
  upTo: Position,
): Promise<CheckedOrder> => {
  const checkpoint = rows.checkpoint() ?? BEFORE_ALL;
  const row = rows.get(stream);
  const folded = await fold(store.read(stream), upTo, checkpoint, row?.revision ?? -1);
  const { seen, latest, atRow, lastApplied, lastEvent, unreadable } = folded;

  const finding = (type: string, revision: number, expected: string, found: string): Finding => ({
    type,
    stream,
    revision,
    logIndex: null,
    expected,
    found,
  });
  const findings = (): ReadonlyArray<Finding> => {
    if (unreadable !== undefined) {
      const what = 'an event that can be read, and follows the one before it';
      return [finding('EventUnreadable', unreadable.event.revision, what, unreadable.reason)];
    }
    if (lastEvent === undefined) return [];
    if (row === undefined)
      return lastApplied === undefined
        ? []
        : [finding('RowMissing', lastApplied.revision, 'a row of this order', 'none')];
    if (atRow === undefined)
      return [
        finding(
          'RowAhead',
          row.revision,
          `a row at revision ${lastEvent.revision.toString()}, the last event there is`,
          `one at revision ${row.revision.toString()}`,
        ),
      ];
    if (lastApplied !== undefined && lastApplied.revision > row.revision)
      return [
        finding(
          'RowBehind',
          lastApplied.revision,
          `a row at revision ${lastApplied.revision.toString()}, to which the read model says to have come`,
          `one at revision ${row.revision.toString()}`,
        ),
      ];
    return differences(atRow, row.row).map(({ path, expected, found }) =>
      finding(
        'TotalsDrift',
        row.revision,
        `${path} ${expected}, by the events`,
        `${path} ${found}, in the read model`,
      ),
    );
  };
  return { events: seen, summary: latest, findings: findings() };
};
