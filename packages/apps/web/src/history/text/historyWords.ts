import type { DocumentType, Tracking } from '@facture/order';
import type { HistoryFact, OrderStanding } from '@facture/projections';

import type { Failure } from '../../proofs/judgeEvents';
import type { LogDoubt } from '../../proofs/judgeProofs';

/** What is told of a package. */
export type News = Extract<HistoryFact, { readonly type: 'TrackingUpdated' }>['parameters'];

/** The amounts that are shown of an order. */
type Figure =
  'orderedMinor' | 'invoicedMinor' | 'remainingMinor' | 'returnedMinor' | 'currentMinor';

/** Everything that is said of one order, in one language. */
export interface HistoryWords {
  readonly placed: (value: string, units: number) => string;
  readonly invoiced: (number: string, value: string, units: number) => string;
  readonly returned: (number: string, value: string, units: number) => string;
  readonly tracked: (news: News) => string;
  readonly status: Readonly<Record<OrderStanding['status'], string>>;
  readonly figures: Readonly<Record<Figure, string>>;
  readonly travel: string;
  readonly earlier: string;
  readonly later: string;
  readonly step: (step: number, all: number) => string;
  readonly now: string;
  readonly toNow: string;
  readonly totals: string;
  readonly lines: string;
  readonly line: {
    readonly item: string;
    readonly ordered: string;
    readonly invoiced: string;
    readonly returned: string;
    readonly left: string;
  };
  readonly curve: string;
  readonly asTable: string;
  readonly time: string;
  readonly documents: string;
  readonly noDocuments: string;
  readonly document: Readonly<Record<DocumentType, (number: string) => string>>;
  readonly package: (known: Tracking) => string;
  readonly events: string;
  readonly stored: string;
  readonly loading: string;
  readonly notFound: string;
  readonly noSuchOrder: (orderId: string) => string;
  readonly again: string;
  readonly unreadable: (revision: number) => string;
  readonly reason: string;
  readonly notPlaced: string;
  readonly cannotRead: (revision: number) => string;
  readonly notRead: (revision: number) => string;
  readonly proof: {
    readonly judging: string;
    readonly verified: string;
    readonly verifiedAt: (index: number, size: number) => string;
    readonly waiting: string;
    readonly failed: string;
    readonly failure: Readonly<Record<Failure, string>>;
    readonly doubted: string;
    readonly unknown: string;
    readonly noAudit: string;
    readonly noLog: string;
    readonly allVerified: (events: number) => string;
    readonly someWaiting: (events: number) => string;
    readonly someFailed: (events: number) => string;
    readonly someGone: (events: number) => string;
    readonly someLater: (events: number) => string;
    readonly doubt: Readonly<Record<LogDoubt['type'], string>>;
    readonly first: string;
    readonly remedy: string;
    readonly checkpoint: {
      readonly title: string;
      readonly about: string;
      readonly note: string;
      readonly key: string;
    };
    readonly newKey: {
      readonly about: string;
      readonly held: string;
      readonly offered: string;
      readonly compared: string;
      readonly accept: string;
    };
  };
}
