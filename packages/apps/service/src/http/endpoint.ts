import type { Position } from '@facture/contract';
import type { InvoiceNumber, OrderId } from '@facture/order';
import type { ErrorCode, Refusal, Warning } from '@facture/vtex';
import type { TaskEither } from 'fp-ts/TaskEither';

import type { Resource } from '../keys/access';
import type { Holder } from '../keys/keyRing';
import type { SchemaName } from '../openapi/schemas';

/** A request that was let in. */
export interface Call {
  readonly orderId: OrderId;
  readonly invoiceNumber: InvoiceNumber;
  readonly query: (name: string) => string | undefined;
  /** The body as it came; empty when there was none. */
  readonly body: Buffer;
  readonly holder: Holder;
  /** The id of the request, which goes with the events that it makes. */
  readonly requestId: string;
}

/** What a request is answered with when nothing stands against it. */
export interface Answer {
  readonly body: unknown;
  readonly warnings?: ReadonlyArray<Warning>;
  /** The position up to which it is true. */
  readonly position?: Position | undefined;
}

/** A parameter of a query. */
export interface QueryParameter {
  readonly name: string;
  readonly about: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What the service answers at one method and path, and how it is told in the OpenAPI document. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With parameters in braces: `/api/orders/{orderId}/totals`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** A key needs one of them. */
  readonly needs: ReadonlyArray<Resource>;
  readonly query?: ReadonlyArray<QueryParameter>;
  readonly accepts?: SchemaName;
  /** A document, or text that is no JSON. */
  readonly answers: SchemaName | 'text';
  /** What it refuses beyond what every endpoint does. */
  readonly refuses: ReadonlyArray<ErrorCode>;
  readonly handle: (call: Call) => TaskEither<Refusal, Answer>;
}

/** Tells whether an endpoint writes: then it confirms what was accepted. */
export const isWriting = ({ answers }: Pick<Endpoint, 'answers'>): boolean =>
  answers === 'Acceptance';
