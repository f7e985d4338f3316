import type { EventStore, Position, ReadModel, RecordedEvent, StreamName } from '@facture/contract';
import {
  orderSummaryProjection,
  totalsOfSummary,
  type OrderSummary,
  type OrderTotals,
} from '@facture/projections';

/** What is claimed of an order, and after which of its events. */
interface Claim {
  readonly revision: number;
  /** Undefined where the read model claims nothing. */
  readonly totals: OrderTotals | undefined;
}

/** What claims are made from. */
export interface Claiming {
  readonly events: EventStore;
  readonly rows: ReadModel<OrderSummary>;
  /** The position of the last event that is sealed. */
  readonly lastSealed: Position;
}

// What is forgotten of an order is looked up again.
const ORDERS_AT_HAND = 10_000;

const lastSealedOf = async (
  { events, lastSealed }: Claiming,
  stream: StreamName,
  from: number,
): Promise<RecordedEvent | undefined> => {
  let last: RecordedEvent | undefined;
  for await (const event of events.read(stream, { from })) {
    if (event.position > lastSealed) break;
    last = event;
  }
  return last;
};

/** Folds the sealed events of an order, as far as that goes. */
const recomputed = async (
  { events, lastSealed }: Claiming,
  stream: StreamName,
): Promise<OrderTotals | undefined> => {
  let row: OrderSummary | undefined;
  for await (const event of events.read(stream)) {
    if (event.position > lastSealed) break;
    const folded = orderSummaryProjection.apply(row, event);
    if ('quarantine' in folded) return undefined;
    row = folded.row;
  }
  return row && totalsOfSummary(row);
};

/**
 * Claims totals for the orders of a log: those of the read model where it stands at the last sealed
 * event of the order, or says to have passed it. Where it is ahead of the log, or behind because it
 * is still on its way, the totals are computed from the sealed events.
 */
export const claimTotals = (claiming: Claiming) => {
  const { rows, lastSealed } = claiming;
  const claims = new Map<StreamName, Claim>();

  const claimOf = async (stream: StreamName): Promise<Claim> => {
    const hasPassed = (rows.checkpoint() ?? -1n) >= lastSealed;
    const row = rows.get(stream);
    const isWithin = row !== undefined && row.position <= lastSealed;
    const last = await lastSealedOf(claiming, stream, isWithin ? row.revision : 0);
    const revision = last?.revision ?? row?.revision ?? -1;
    if (isWithin && (hasPassed || last?.revision === row.revision))
      return { revision, totals: totalsOfSummary(row.row) };
    const claimsNone = row === undefined && hasPassed;
    return { revision, totals: claimsNone ? undefined : await recomputed(claiming, stream) };
  };

  /** Answers the totals that are claimed after an event, if it is the last one of its order. */
  return async ({ stream, revision }: RecordedEvent): Promise<OrderTotals | undefined> => {
    const claim = claims.get(stream) ?? (await claimOf(stream));
    claims.delete(stream);
    if (revision >= claim.revision) return claim.totals;
    claims.set(stream, claim);
    const [oldest] = claims.keys();
    if (claims.size > ORDERS_AT_HAND && oldest !== undefined) claims.delete(oldest);
    return undefined;
  };
};
