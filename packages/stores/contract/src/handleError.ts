import type { CommandId, OrderError, OrderId } from '@facture/order';

import { StoreReadError, type Position, type Revision, type StreamName } from './eventStore';

/** An event of a stream that cannot be read. Nothing is written to the stream until it is mended. */
export interface StreamQuarantined {
  readonly type: 'StreamQuarantined';
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly reason: string;
}

/** The store is away. Nothing was written; the same command may be sent again later. */
export interface StoreUnavailable {
  readonly type: 'StoreUnavailable';
  readonly orderId: OrderId;
  readonly reason: string;
}

/** The store cannot take or give this, now or later. Nothing was written. */
export interface StoreFailed {
  readonly type: 'StoreFailed';
  readonly orderId: OrderId;
  readonly reason: string;
}

/** Why an order could not be read. */
export type LoadError = StreamQuarantined | StoreUnavailable | StoreFailed;

/** Why a command was not carried out. But for `OutcomeUnknown` nothing was written. */
export type HandleError =
  | OrderError
  | LoadError
  /** Other writers came first each time. The same command may be sent again. */
  | { readonly type: 'Conflict'; readonly orderId: OrderId; readonly attempts: number }
  /** The answer of the store was lost. The same command may be sent again: it writes nothing twice. */
  | { readonly type: 'OutcomeUnknown'; readonly orderId: OrderId; readonly reason: string }
  /** The command id belongs to another command of this order that was carried out before. */
  | { readonly type: 'CommandIdReused'; readonly orderId: OrderId; readonly commandId: CommandId };

/** Turns what a reading threw into a value. */
export const readFailure = (orderId: OrderId, thrown: unknown): StoreUnavailable | StoreFailed => ({
  type:
    thrown instanceof StoreReadError && thrown.type === 'Unavailable'
      ? 'StoreUnavailable'
      : 'StoreFailed',
  orderId,
  reason: thrown instanceof StoreReadError ? thrown.reason : String(thrown),
});
