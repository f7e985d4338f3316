import type { CommandId, OrderError, OrderId } from '@facture/order';
import type { ProjectionError } from '@facture/projections';

import type { DocumentError } from './fields';

/** Why a store did not carry out what an order decided. */
export type StoreError =
  | { readonly type: 'Conflict'; readonly orderId: OrderId; readonly attempts: number }
  | { readonly type: 'CommandIdReused'; readonly orderId: OrderId; readonly commandId: CommandId }
  | { readonly type: 'StoreUnavailable'; readonly orderId?: OrderId; readonly reason: string }
  | { readonly type: 'OutcomeUnknown'; readonly orderId: OrderId; readonly reason: string }
  | { readonly type: 'StoreFailed'; readonly orderId?: OrderId; readonly reason: string }
  | {
      readonly type: 'StreamQuarantined';
      readonly stream: string;
      readonly revision: number;
      readonly position: bigint;
      readonly reason: string;
    };

/** Why a request does not get as far as its document. */
export type RequestError =
  | { readonly type: 'NoValidKey' }
  | { readonly type: 'MissingResource'; readonly resource: string }
  | { readonly type: 'RouteNotFound'; readonly method: string; readonly path: string }
  | {
      readonly type: 'MethodNotAllowed';
      readonly method: string;
      readonly path: string;
      readonly allowed: ReadonlyArray<string>;
    }
  | { readonly type: 'MalformedRequest' }
  | { readonly type: 'BodyTooLarge'; readonly maximumBytes: number }
  | { readonly type: 'UnsupportedMediaType' }
  | { readonly type: 'TooManyRequests'; readonly retryAfterMs: number }
  | { readonly type: 'Overloaded'; readonly retryAfterMs: number }
  | { readonly type: 'NotCaughtUp'; readonly position: bigint }
  | { readonly type: 'InternalError' };

/** Why a proof cannot be given. */
type ProofError =
  | { readonly type: 'NothingSealed' }
  | { readonly type: 'EventNotSealed'; readonly position: bigint; readonly size: number }
  | { readonly type: 'NoSuchLogSize'; readonly size: number; readonly largest: number }
  | { readonly type: 'LogUnavailable'; readonly reason: string };

/** Everything that can keep a request from being answered as asked. */
export type Refusal =
  OrderError | DocumentError | ProjectionError | StoreError | ProofError | RequestError;

/** The stable code of a refusal: its name. */
export type ErrorCode = Refusal['type'];

/** What a code means to a client, and the HTTP status it comes with. */
export interface ErrorCodeEntry {
  readonly status: number;
  readonly meaning: string;
}

/** Every code that an answer may carry. Codes are stable: a code keeps its meaning and status. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorCodeEntry>> = {
  MalformedRequest: { status: 400, meaning: 'The request itself cannot be read.' },
  MalformedJson: { status: 400, meaning: 'The body is not JSON.' },
  DuplicateKey: { status: 400, meaning: 'A name stands twice in one object.' },
  ForbiddenKey: { status: 400, meaning: 'A name that could reach a prototype.' },
  LoneSurrogate: { status: 400, meaning: 'Half of a surrogate pair, which no text can hold.' },
  TooDeep: { status: 400, meaning: 'Values nest deeper than 32 levels.' },
  InvalidDocument: { status: 400, meaning: 'Fields are missing or not as they must be.' },
  NoValidKey: { status: 401, meaning: 'The key is missing, unknown or has another token.' },
  MissingResource: { status: 403, meaning: 'No role of the key has the resource.' },
  RouteNotFound: { status: 404, meaning: 'There is no such route.' },
  OrderNotFound: { status: 404, meaning: 'No order with this id was placed.' },
  InvoiceNotFound: { status: 404, meaning: 'The order has no document with this number.' },
  NoSuchRevision: { status: 404, meaning: 'The history of the order has no such revision.' },
  OrderNotYetPlaced: { status: 404, meaning: 'The moment lies before the order was placed.' },
  NothingSealed: { status: 404, meaning: 'Nothing is sealed yet, or this service keeps no log.' },
  EventNotSealed: { status: 404, meaning: 'The log of this size has no event of this position.' },
  NoSuchLogSize: { status: 404, meaning: 'The log has not been of this size yet.' },
  MethodNotAllowed: { status: 405, meaning: 'The route does not take this method.' },
  OrderAlreadyPlaced: {
    status: 409,
    meaning: 'An order with this id was placed with other content.',
  },
  InvoiceNumberAlreadyUsed: {
    status: 409,
    meaning: 'The number stands on another document.',
  },
  Conflict: { status: 409, meaning: 'Other writers came first each time. Send it again.' },
  CommandIdReused: { status: 409, meaning: 'The command id belongs to another command.' },
  BodyTooLarge: { status: 413, meaning: 'The body is larger than a document may be.' },
  TooManyElements: {
    status: 413,
    meaning: 'An array has more than 5,000 elements, or an object members.',
  },
  UnsupportedMediaType: { status: 415, meaning: 'The body is not sent as JSON.' },
  OrderDoesNotAddUp: {
    status: 422,
    meaning: 'Lines and adjustments do not sum to the value.',
  },
  AmountOutOfRange: { status: 422, meaning: 'An amount outside what its field can hold.' },
  InvoiceExceedsOrder: { status: 422, meaning: 'More than is left to invoice.' },
  ReturnExceedsInvoiced: { status: 422, meaning: 'More than was invoiced and not yet returned.' },
  QuantityExceedsLine: { status: 422, meaning: 'More units than are left to invoice.' },
  ReturnQuantityExceedsInvoiced: {
    status: 422,
    meaning: 'More units than were invoiced and not yet returned.',
  },
  UnknownItem: { status: 422, meaning: 'An item that is on no line of the order.' },
  TooManyRequests: { status: 429, meaning: 'Too many requests. Send it again later.' },
  InternalError: { status: 500, meaning: 'The service failed.' },
  StoreFailed: { status: 500, meaning: 'The store cannot take or give this.' },
  RevisionGap: { status: 500, meaning: 'An event of the order is missing.' },
  OrderNotPlaced: {
    status: 500,
    meaning: 'A history does not begin with the placing of an order.',
  },
  StreamQuarantined: { status: 500, meaning: 'The history of the order cannot be read.' },
  StoreUnavailable: {
    status: 503,
    meaning: 'The store is away and nothing was written. Send it again later.',
  },
  NotCaughtUp: {
    status: 503,
    meaning: 'What was asked for has not been read from the store yet. Send it again later.',
  },
  LogUnavailable: {
    status: 503,
    meaning: 'The log of proofs cannot be read. Send it again later.',
  },
  OutcomeUnknown: {
    status: 503,
    meaning: 'It may or may not have been written. Send it again with the same body.',
  },
  Overloaded: { status: 503, meaning: 'The service has too much to do. Send it again later.' },
};
