import * as E from 'fp-ts/Either';
import { absurd, pipe } from 'fp-ts/function';

import { bookItems, unknownItem } from './booking';
import type { AddDocument, OrderCommand, PlaceOrder, Tracking, UpdateTracking } from './commands';
import { documentDifferences, orderDifferences } from './differences';
import type { OrderError } from './errors';
import type {
  DocumentType,
  InvoiceAdded,
  OrderEvent,
  OrderPlaced,
  TrackingUpdated,
} from './events';
import { documentAccepted, orderPlaced, trackingUpdated } from './facts';
import { documentProblem, placementProblem } from './limits';
import { plus, ZERO } from './money';
import { plusUnits } from './quantity';
import {
  initialState,
  untouchedLines,
  type LineProgress,
  type OrderState,
  type PlacedOrder,
} from './state';
import { noTracking, tellsSomething, trackingNews, withNews } from './tracking';

/** What a command comes to: the events to append, or why nothing may be written. */
export type Decision = E.Either<OrderError, ReadonlyArray<OrderEvent>>;

// decide

const ALREADY_SO: Decision = E.right([]);

const notFound = ({ orderId }: OrderCommand): Decision =>
  E.left({ type: 'OrderNotFound', orderId });

const place = (command: PlaceOrder): Decision => {
  const problem = placementProblem(command);
  return problem === undefined ? E.right([orderPlaced(command)]) : E.left(problem);
};

const placeAgain = (command: PlaceOrder, order: PlacedOrder): Decision => {
  const { orderId } = command;
  const differences = orderDifferences(order.placed, command);
  return differences.length === 0
    ? ALREADY_SO
    : E.left({ type: 'OrderAlreadyPlaced', orderId, differences });
};

const trackingEvents = (
  command: AddDocument | UpdateTracking,
  known: Tracking,
): ReadonlyArray<OrderEvent> => {
  const news = trackingNews(known, command.tracking);
  return tellsSomething(news) ? [trackingUpdated(command, news)] : [];
};

const addNewDocument = (command: AddDocument, order: PlacedOrder): Decision => {
  const { documentType, items } = command;
  const problem = unknownItem(order, items) ?? documentProblem(command, order);
  if (problem !== undefined) return E.left(problem);
  return pipe(
    bookItems(order, documentType, items),
    E.map((bookedItems) => [
      documentAccepted(command, order, bookedItems),
      ...trackingEvents(command, noTracking),
    ]),
  );
};

const addDocument = (command: AddDocument, order: PlacedOrder): Decision => {
  const { orderId, invoiceNumber } = command;
  const accepted = order.documents.get(invoiceNumber);
  if (accepted === undefined) return addNewDocument(command, order);
  const differences = documentDifferences(accepted, command);
  if (differences.length === 0) return E.right(trackingEvents(command, accepted.tracking));
  return E.left({
    type: 'InvoiceNumberAlreadyUsed',
    orderId,
    invoiceNumber,
    usedBy: orderId,
    differences,
  });
};

const updateTracking = (command: UpdateTracking, order: PlacedOrder): Decision => {
  const { orderId, invoiceNumber } = command;
  const accepted = order.documents.get(invoiceNumber);
  return accepted === undefined
    ? E.left({ type: 'InvoiceNotFound', orderId, invoiceNumber })
    : E.right(trackingEvents(command, accepted.tracking));
};

/**
 * Decides what a command does to an order: the events to append, none when all is so already.
 *
 * Gives any `OrderError`; then nothing may be written.
 */
export const decide = (command: OrderCommand, state: OrderState): Decision => {
  switch (command.type) {
    case 'PlaceOrder':
      return state.type === 'NoOrder' ? place(command) : placeAgain(command, state);
    case 'AddDocument':
      return state.type === 'NoOrder' ? notFound(command) : addDocument(command, state);
    case 'UpdateTracking':
      return state.type === 'NoOrder' ? notFound(command) : updateTracking(command, state);
    default:
      return absurd(command);
  }
};

// evolve

const begin = (placed: OrderPlaced): PlacedOrder => ({
  type: 'PlacedOrder',
  placed,
  lines: untouchedLines(placed.lines),
  documents: new Map(),
  invoicedMinor: ZERO,
  returnedMinor: ZERO,
});

const withUnits = (
  lines: ReadonlyArray<LineProgress>,
  documentType: DocumentType,
  { items }: InvoiceAdded,
): ReadonlyArray<LineProgress> => {
  if (items.length === 0) return lines;
  const after = lines.slice();
  for (const { bookings } of items)
    for (const { lineIndex, quantity } of bookings) {
      const progress = after[lineIndex];
      if (progress === undefined) continue;
      const { line, invoicedUnits, returnedUnits } = progress;
      after[lineIndex] =
        documentType === 'Output'
          ? { lineIndex, line, invoicedUnits: plusUnits(invoicedUnits, quantity), returnedUnits }
          : { lineIndex, line, invoicedUnits, returnedUnits: plusUnits(returnedUnits, quantity) };
    }
  return after;
};

const withDocument = (
  { type, placed, lines, documents, invoicedMinor, returnedMinor }: PlacedOrder,
  documentType: DocumentType,
  data: InvoiceAdded,
): PlacedOrder => {
  const accepted = { documentType, data, tracking: noTracking };
  const isOutput = documentType === 'Output';
  return {
    type,
    placed,
    lines: withUnits(lines, documentType, data),
    documents: new Map(documents).set(data.invoiceNumber, accepted),
    invoicedMinor: isOutput ? plus(invoicedMinor, data.valueMinor) : invoicedMinor,
    returnedMinor: isOutput ? returnedMinor : plus(returnedMinor, data.valueMinor),
  };
};

const withTracking = (order: PlacedOrder, news: TrackingUpdated): PlacedOrder => {
  const accepted = order.documents.get(news.invoiceNumber);
  if (accepted === undefined) return order;
  const { documentType, data, tracking } = accepted;
  const { type, placed, lines, documents, invoicedMinor, returnedMinor } = order;
  const tracked = { documentType, data, tracking: withNews(tracking, news) };
  return {
    type,
    placed,
    lines,
    documents: new Map(documents).set(news.invoiceNumber, tracked),
    invoicedMinor,
    returnedMinor,
  };
};

/** Applies what happened. It never decides: an event that cannot follow leaves the state as it was. */
export const evolve = (state: OrderState, event: OrderEvent): OrderState => {
  if (state.type === 'NoOrder') return event.type === 'OrderPlaced' ? begin(event.data) : state;
  switch (event.type) {
    case 'OrderPlaced':
      return state;
    case 'InvoiceAdded':
      return withDocument(state, 'Output', event.data);
    case 'ReturnInvoiced':
      return withDocument(state, 'Input', event.data);
    case 'TrackingUpdated':
      return withTracking(state, event.data);
    default:
      return absurd(event);
  }
};

// replay

/** Folds a history from its beginning. */
export const replay = (events: Iterable<OrderEvent>): OrderState => {
  let state = initialState;
  for (const event of events) state = evolve(state, event);
  return state;
};
