import {
  claimsOf,
  decide,
  encodeEvent,
  evolve,
  type InvoiceNumberScope,
  type OrderCommand,
  type OrderEvent,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as RA from 'fp-ts/ReadonlyArray';
import type { Task } from 'fp-ts/Task';
import type { TaskEither } from 'fp-ts/TaskEither';

import { DEFAULT_RETRY, waitBeforeRetry, type Patience, type RetryPolicy } from './backoff';
import { eventId } from './eventId';
import type { AppendOutcome, EventStore, EventToAppend } from './eventStore';
import type { HandleError } from './handleError';
import { loadOrder, readOn, unknownOrder, type LoadedOrder, type OrderAtHand } from './loadOrder';
import { createOrdersAtHand } from './ordersAtHand';
import { orderIdOfStream, orderStream } from './orderStream';

/** What command handling needs: a store, the scope of invoice numbers, waiting and chance. */
export interface Handling extends Patience {
  readonly store: EventStore;
  readonly scope: InvoiceNumberScope;
  readonly retry?: RetryPolicy;
  /**
   * How many characters the events of all orders that are kept at hand have at most; 4,000,000 unless
   * told otherwise, which is about a thousand orders. With none, each command reads its order.
   */
  readonly charactersAtHand?: number;
}

/** Where a command comes from. Both are the command's id unless told otherwise. */
export interface Origin {
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** What became of an order, and the events that were written for it: none when all was so already. */
export interface Handled extends LoadedOrder {
  readonly events: ReadonlyArray<OrderEvent>;
}

const toAppend =
  (command: OrderCommand, { correlationId, causationId }: Origin) =>
  (index: number, event: OrderEvent): EventToAppend => ({
    ...encodeEvent(event),
    id: eventId(orderStream(command.orderId), command.commandId, index),
    metadata: JSON.stringify({
      $correlationId: correlationId ?? command.commandId,
      $causationId: causationId ?? command.commandId,
    }),
  });

/** Repeats an append until its outcome is known, or patience is at its end. */
const appendSurely =
  (append: Task<AppendOutcome>, retry: RetryPolicy, patience: Patience): Task<AppendOutcome> =>
  async () => {
    const first = await append();
    if (first.type !== 'OutcomeUnknown') return first;
    for (let tried = 1; tried < retry.attempts; tried++) {
      await waitBeforeRetry(retry, patience, tried);
      const outcome = await append();
      // A store that is away or broken by now says nothing about what it did before.
      const isKnown = !['OutcomeUnknown', 'Unavailable', 'Fatal'].includes(outcome.type);
      if (isKnown) return outcome;
    }
    return first;
  };

/** Says why an append was refused. Undefined when deciding again may help. */
const refusal = (
  outcome: Exclude<AppendOutcome, { readonly type: 'Appended' }>,
  command: OrderCommand,
): HandleError | undefined => {
  const { orderId, commandId } = command;
  switch (outcome.type) {
    case 'RevisionConflict':
      return undefined;
    case 'ClaimTaken': {
      const usedBy = orderIdOfStream(outcome.holder);
      if (usedBy === orderId) return undefined;
      if (usedBy === undefined || command.type !== 'AddDocument')
        return { type: 'StoreFailed', orderId, reason: `${outcome.holder} holds ${outcome.key}` };
      const { invoiceNumber } = command;
      return { type: 'InvoiceNumberAlreadyUsed', orderId, invoiceNumber, usedBy, differences: [] };
    }
    case 'EventIdReused':
      return { type: 'CommandIdReused', orderId, commandId };
    case 'Unavailable':
      return { type: 'StoreUnavailable', orderId, reason: outcome.reason };
    case 'OutcomeUnknown':
      return { type: 'OutcomeUnknown', orderId, reason: outcome.reason };
    case 'Fatal':
      return { type: 'StoreFailed', orderId, reason: outcome.reason };
    default:
      return absurd(outcome);
  }
};

/**
 * Whether the order that holds a number stands on it. A claim may be ahead of its document, which
 * may yet be refused.
 */
const isUsed = async (
  store: EventStore,
  { usedBy, invoiceNumber }: Extract<HandleError, { readonly type: 'InvoiceNumberAlreadyUsed' }>,
): Promise<boolean> => {
  const holder = await loadOrder(store)(usedBy)();
  if (E.isLeft(holder)) return true;
  const { state } = holder.right;
  return state.type === 'PlacedOrder' && state.documents.has(invoiceNumber);
};

/** Whether an append that was decided on what is at hand may go through on what the store has. */
const mayBeOutdated = ({ type }: AppendOutcome): boolean =>
  type === 'RevisionConflict' || type === 'EventIdReused' || type === 'ClaimTaken';

const NOTHING_READ: OrderAtHand = { loaded: unknownOrder, characters: 0 };

const CHARACTERS_AT_HAND = 4_000_000;

/**
 * Carries out commands: reads the order, decides, and appends what was decided, guarded by the
 * revision that was read and by the claims of its invoice numbers. When another writer came first,
 * it reads on and decides again, a bounded number of times. So it does while another order holds the
 * number of a document that is not there: who claimed it may give it back.
 *
 * Orders that commands came for of late are at hand, and are not read again before an append, as its
 * revision tells whether somebody else has written. Only what the store has refuses a command, or
 * finds that all is so already.
 *
 * Gives any `HandleError`.
 */
export const handleCommand = (handling: Handling) => {
  const { store, scope, retry = DEFAULT_RETRY, charactersAtHand, ...patience } = handling;
  const atHand = createOrdersAtHand(charactersAtHand ?? CHARACTERS_AT_HAND);

  return (command: OrderCommand, origin: Origin = {}): TaskEither<HandleError, Handled> =>
    async () => {
      const { orderId } = command;
      const found = atHand.get(orderId);
      let known = found ?? NOTHING_READ;
      // The first try, on what is at hand, is not counted.
      for (let tried = found === undefined ? 1 : 0; ; tried++) {
        if (tried > 0) {
          const read = await readOn(store)(orderId, known)();
          if (E.isLeft(read)) return read;
          known = read.right;
          atHand.keep(orderId, known);
        }
        const { loaded } = known;
        const decision = decide(command, loaded.state);
        const events = E.isRight(decision) ? decision.right : RA.empty;
        if (!RA.isNonEmpty(events)) {
          if (tried === 0) continue;
          return E.isRight(decision) ? E.right({ ...loaded, events }) : decision;
        }

        const batch = RNEA.mapWithIndex(toAppend(command, origin))(events);
        const append = store.append(orderStream(orderId), loaded.revision, batch, {
          claims: claimsOf(scope)(events),
        });
        const outcome = await appendSurely(append, retry, patience)();
        if (outcome.type === 'Appended') {
          const { revision, position } = outcome;
          const state = events.reduce(evolve, loaded.state);
          const characters = batch.reduce((sum, { data }) => sum + data.length, known.characters);
          atHand.keep(orderId, { loaded: { state, revision, position }, characters });
          return E.right({ state, revision, position, events });
        }
        if (tried === 0 && mayBeOutdated(outcome)) continue;
        const error = refusal(outcome, command);
        const isLast = tried >= retry.attempts;
        const mayPass = error?.type === 'InvoiceNumberAlreadyUsed' && !isLast;
        if (error !== undefined && !(mayPass && !(await isUsed(store, error))))
          return E.left(error);
        if (isLast) return E.left({ type: 'Conflict', orderId, attempts: tried });
        await waitBeforeRetry(retry, patience, tried);
      }
    };
};
