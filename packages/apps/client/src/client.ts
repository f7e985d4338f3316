import type { HistoryView, OrderList, OrderTotals } from '@facture/projections';
import type { ConsistencyProofView, OrderProofsView } from '@facture/proofs';
import type { Acceptance, OrderView, PreviewView } from '@facture/vtex';
import type { Either } from 'fp-ts/Either';
import * as t from 'io-ts';

import type { ClientError } from './clientError';
import type { Fetch, Retry, Sleep } from './connection';
import type {
  DeliveryUpdate,
  InvoiceNotification,
  InvoiceToPreview,
  OrderToPlace,
  TrackingUpdate,
} from './documents';
import type { Position } from './position';
import type { TotalsMessage } from './totalsMessage';
import type { SubscribeOptions } from './totalsSubscription';

/** Where the service is, who calls it, and how. */
export interface ClientOptions {
  /** `https://facture.example.com`, with a path if the service stands below one. */
  readonly url: string;
  readonly appKey: string;
  readonly token: string;
  readonly fetch?: Fetch;
  /** Waits between tries. */
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly retry?: Partial<Retry>;
}

/** What a service that can answer says of itself. */
export const Health = t.readonly(t.strict({ status: t.literal('ready') }), 'Health');
export type Health = t.TypeOf<typeof Health>;

/** What any call may be told. */
export interface CallOptions {
  /** Gives the call up. A write that was given up may have been carried out. */
  readonly signal?: AbortSignal | undefined;
}

/** What a reading may be told that could show less than was written. */
export interface ReadOptions extends CallOptions {
  /** A position that an answer came with: this one will show everything up to it. */
  readonly notBefore?: Position | undefined;
}

/** Which totals are asked for: those of now, after the event of a revision, or at a time. */
export interface TotalsOptions extends ReadOptions {
  /** Counted from 0. */
  readonly revision?: number | undefined;
  /** An ISO 8601 date or date-time. */
  readonly at?: string | undefined;
}

/** Between which sizes of the log a proof is asked for. */
export interface ConsistencyOptions extends CallOptions {
  /** The size of an earlier checkpoint. */
  readonly from: number;
  /** The size of a later one; the latest unless told otherwise. */
  readonly to?: number | undefined;
}

/** Which orders are asked for: those that changed last, unless told otherwise. */
export interface OrdersOptions extends ReadOptions {
  /** Only orders with an invoice or a return of this number. */
  readonly invoiceNumber?: string | undefined;
  /** How many at most, up to 100; 20 unless told otherwise. */
  readonly limit?: number | undefined;
}

/**
 * An answer, with the position up to which it is true; undefined when the service did not tell, or
 * hides it from the page of another origin.
 */
export type Told<A> = A & { readonly position: Position | undefined };

/** The answer to whatever was accepted. Its position is that of the order's last event. */
export interface Accepted extends Told<Acceptance> {
  /** What the document has and the service ignored: `UnknownField items[].colour`. */
  readonly warnings: ReadonlyArray<string>;
}

/** An answer, or why there is none. The promise never rejects. */
export type Called<A> = Promise<Either<ClientError, A>>;

/** The service, as methods. */
export interface FactureClient {
  /** Places an order. The same order again answers the same and writes nothing. */
  readonly place: (order: OrderToPlace, options?: CallOptions) => Called<Accepted>;
  /** Notifies a sale or a return. The same document again answers the same and writes nothing. */
  readonly notify: (
    orderId: string,
    document: InvoiceNotification,
    options?: CallOptions,
  ) => Called<Accepted>;
  /** Asks what would become of a document, and for its exact value. Writes nothing. */
  readonly preview: (
    orderId: string,
    document: InvoiceToPreview,
    options?: CallOptions,
  ) => Called<PreviewView>;
  /** Tells the carrier and the tracking number of an invoice. */
  readonly track: (
    orderId: string,
    invoiceNumber: string,
    update: TrackingUpdate,
    options?: CallOptions,
  ) => Called<Accepted>;
  /** Tells the delivery and the stops of the package of an invoice. */
  readonly deliver: (
    orderId: string,
    invoiceNumber: string,
    update: DeliveryUpdate,
    options?: CallOptions,
  ) => Called<Accepted>;
  /** Reads an order as clients of the platform do. */
  readonly order: (orderId: string, options?: CallOptions) => Called<Told<OrderView>>;
  /** Reads the totals of an order, now or at a past revision or moment. */
  readonly totals: (orderId: string, options?: TotalsOptions) => Called<Told<OrderTotals>>;
  /** Reads what happened to an order, and its ledger. */
  readonly history: (orderId: string, options?: CallOptions) => Called<Told<HistoryView>>;
  /** Lists orders, those that changed last first; also those with a document of one number. */
  readonly orders: (options?: OrdersOptions) => Called<Told<OrderList>>;
  /** Reads the latest checkpoint of the log, a signed note. Refused when nothing is sealed. */
  readonly checkpoint: (options?: CallOptions) => Called<string>;
  /** Reads the key that verifies the latest checkpoint: `name+hash+key`. */
  readonly verifierKey: (options?: CallOptions) => Called<string>;
  /** Reads a proof that the log of one size goes on from the log of a smaller one. */
  readonly consistency: (options: ConsistencyOptions) => Called<ConsistencyProofView>;
  /** Reads the latest checkpoint with a proof for each event of an order that it covers. */
  readonly proofs: (orderId: string, options?: CallOptions) => Called<OrderProofsView>;
  /** Asks, once, whether requests can be answered. */
  readonly health: (options?: CallOptions) => Called<Health>;
  /** Follows the totals of all orders, or of one, for as long as it is iterated. */
  readonly subscribe: (options?: SubscribeOptions) => AsyncIterable<TotalsMessage>;
}
