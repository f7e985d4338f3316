import type { InvoiceNumber, OrderCommand, OrderEvent, OrderId } from '@facture/order';
import type { Scheduler } from 'fast-check';
import * as E from 'fp-ts/Either';

import type { RetryPolicy } from '../backoff';
import { collect } from '../conformance/given';
import type { EventStore } from '../eventStore';
import type { HandleError } from '../handleError';
import type { Handled, Handling } from '../handle';
import { readOrderEvents, type RecordedOrderEvent } from '../loadOrder';
import { handling } from './handling';
import { interleavedStore, scheduledPatience, unsteadyStore, type Fate } from './unsteadyStore';

/** More tries than there are writers in any race. */
const PATIENT: RetryPolicy = { attempts: 30, baseMs: 1, maxMs: 1 };

/** Somebody who sends a command, over a connection on which appends have their fates. */
export interface Writer {
  readonly command: OrderCommand;
  readonly fates?: ReadonlyArray<Fate>;
}

/** Lets writers loose at once on one store; the scheduler decides who goes on. */
export const race = (
  scheduler: Scheduler,
  store: EventStore,
  writers: ReadonlyArray<Writer>,
  change: Partial<Handling> = {},
): Promise<ReadonlyArray<E.Either<HandleError, Handled>>> =>
  scheduler.waitFor(
    Promise.all(
      writers.map(({ command, fates = [] }) => {
        const connection = unsteadyStore(interleavedStore(store, scheduler), fates);
        const patience = scheduledPatience(scheduler);
        return handling(connection, { ...patience, retry: PATIENT, ...change })(command);
      }),
    ),
  );

/** The events of an order with their places, all of which can be read. */
export const recordsOf = async (
  store: EventStore,
  orderId: OrderId,
): Promise<ReadonlyArray<RecordedOrderEvent>> =>
  (await collect(readOrderEvents(store)(orderId))).map((read) => {
    if (E.isLeft(read)) throw new Error(read.left.reason);
    return read.right;
  });

/** The events of an order, all of which can be read. */
export const eventsOf = async (
  store: EventStore,
  orderId: OrderId,
): Promise<ReadonlyArray<OrderEvent>> =>
  (await recordsOf(store, orderId)).map(({ event }) => event);

/** The numbers of the documents among events. */
export const numbersIn = (events: ReadonlyArray<OrderEvent>): ReadonlyArray<InvoiceNumber> =>
  events.flatMap(({ type, data }) =>
    type === 'InvoiceAdded' || type === 'ReturnInvoiced' ? [data.invoiceNumber] : [],
  );
