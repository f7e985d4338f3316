import type { EventStore, RecordedEvent } from '@facture/contract';
import type { InvoiceNumber, OrderId } from '@facture/order';

import type { Process } from '../process';

/** A store under simulation: as processes get at it, and as it really is. */
export interface Backend {
  /** Connects a process, over a way that goes wrong. */
  readonly connect: (process: Process) => EventStore;
  /** The events of orders that were written since the last call, in their order. */
  readonly news: () => ReadonlyArray<RecordedEvent>;
  /** Whether an order has ever held a number, with a document or ahead of it. */
  readonly wasClaimed: (orderId: OrderId, invoiceNumber: InvoiceNumber) => boolean;
  /** Resolves when all that follows from the last step has happened. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Exchanges a store for another one, such as a broken one. */
export type Change = (store: EventStore) => EventStore;
