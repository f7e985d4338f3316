import type { EventStore, Patience, ReadModel } from '@facture/contract';
import type { SealedLog } from '@facture/contract/sealing';
import type { InvoiceNumberScope } from '@facture/order';
import type { OrderSummary } from '@facture/projections';
import type { Logger } from 'pino';

import type { KeyRing } from './keys/keyRing';
import type { Metrics } from './metrics';
import type { LastWritten } from './orders/lastWritten';

/** What the service works with: everything that is not a function of the request. */
export interface Ports extends Patience {
  readonly store: EventStore;
  readonly summaries: ReadModel<OrderSummary>;
  readonly lastWritten: LastWritten;
  /** What is sealed of the store; undefined when this service keeps no log. */
  readonly sealedLog?: SealedLog | undefined;
  /** The folder of the built page; undefined when there is none. */
  readonly pageFolder?: string | undefined;
  readonly keys: KeyRing;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** A new id for a request: no two are the same. */
  readonly newId: () => string;
}

/** What the service is allowed and made to do. */
export interface Policy {
  readonly scope: InvoiceNumberScope;
  /** Requests that one key may make in a minute; 0 stands for any number. */
  readonly requestsPerMinute: number;
  /** Pairs of key and token that one address may try in a minute. */
  readonly guessesPerMinute: number;
  /** How long a stream waits for a sign of life before it gives one, and for a slow reader. */
  readonly heartbeatMs: number;
  readonly stalledMs: number;
  /** How long a request may take before it is answered that its outcome is not known. */
  readonly answerWithinMs: number;
  /** How long the event loop may be late before requests are turned away. */
  readonly maxEventLoopDelayMs: number;
}

/** The policy of a service that nobody told otherwise. */
export const defaultPolicy: Policy = {
  scope: 'seller',
  requestsPerMinute: 600_000,
  guessesPerMinute: 60,
  heartbeatMs: 15_000,
  stalledMs: 30_000,
  answerWithinMs: 30_000,
  maxEventLoopDelayMs: 2_000,
};
