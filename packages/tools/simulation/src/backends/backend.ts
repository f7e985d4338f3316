import type { ClaimKey, EventStore, RecordedEvent, StreamName } from '@facture/contract';
import type { InvoiceNumber, OrderId } from '@facture/order';

import type { Process } from '../process';

/** A store under simulation: as processes get at it, and as it really is. */
export interface Backend {
  /** Connects a process, over a way that goes wrong. */
  readonly connect: (process: Process) => EventStore;
  /** The events of orders that were written since the last call, in their order. */
  readonly news: () => ReadonlyArray<RecordedEvent>;
  /** The stream that holds a claim by now. */
  readonly holderOf: (key: ClaimKey) => StreamName | undefined;
  /** Whether an order has ever held a number, with a document or ahead of it. */
  readonly wasClaimed: (orderId: OrderId, invoiceNumber: InvoiceNumber) => boolean;
  /** Opens what is stored anew, without anything that goes wrong. Nobody else goes on then. */
  readonly reopen: () => Promise<EventStore>;
  /** Resolves when all that follows from the last step has happened. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Exchanges a store for another one, such as a broken one. */
export type Change = (store: EventStore) => EventStore;
