import * as fc from 'fast-check';

import type { Tracking } from '../commands';
import type { DocumentType } from '../events';
import type { SkuId } from '../ids';
import { noTracking } from '../tracking';
import { anyTracking } from './packages';
import { anySkuId, anyTextOrNone } from './names';

/** How much of what each line has left, in per cent, rounded up; a line without a share is left out. */
export type Shares = ReadonlyArray<number>;

/** A document that somebody means to send, before it is known what the order has left by then. */
export interface DocumentIntent {
  readonly type: 'Document';
  readonly documentType: DocumentType;
  /** Shares of the units that are left, all of them, one more than that, or no items at all. */
  readonly items: 'left' | 'all' | 'beyond' | 'none';
  /** The exact value of the items, a part of what is left, all of it, or more. */
  readonly value: 'exact' | 'part' | 'all' | 'beyond';
  readonly shares: Shares;
  readonly percent: number;
  /** Whether items name their line, or leave it to the order. */
  readonly byIndex: boolean;
  /** An id for all items in place of their own, which may be on no line. */
  readonly skuId: SkuId | null;
  readonly text: string | null;
  readonly tracking: Tracking;
}

/** A command that somebody means to send again; `which` counts earlier ones in a circle. */
export interface RepeatIntent {
  readonly type: 'Repeat';
  readonly which: number;
  readonly change: 'nothing' | 'tracking' | 'value' | 'items' | 'text';
  readonly text: string | null;
  readonly tracking: Tracking;
}

/** News of a package that somebody means to tell; `which` counts accepted documents in a circle. */
export interface TrackIntent {
  readonly type: 'Track';
  readonly which: number;
  /** Whether the order knows the invoice number. */
  readonly known: boolean;
  readonly tracking: Tracking;
}

/** What somebody means to do next. */
export type Intent = DocumentIntent | RepeatIntent | TrackIntent;

const mostly = <A>(usual: A, ...others: ReadonlyArray<A>): fc.Arbitrary<A> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(usual), weight: 5 },
    { arbitrary: fc.constantFrom(usual, ...others), weight: 2 },
  );

/** Any shares. Shrinks to no unit of any line. */
const anyShares = (): fc.Arbitrary<Shares> =>
  fc.array(fc.oneof({ withCrossShrink: true }, fc.nat(100), fc.constant(100)), {
    minLength: 1,
    maxLength: 4,
  });

const anyNews = (): fc.Arbitrary<Tracking> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(noTracking), weight: 2 },
    anyTracking(),
  );

type DocumentTypes = readonly [DocumentType, ...ReadonlyArray<DocumentType>];

/** The document for all that is left, at its exact value. */
export const wholeDocument = (documentType: DocumentType): DocumentIntent => ({
  type: 'Document',
  documentType,
  items: 'all',
  value: 'exact',
  shares: [],
  percent: 100,
  byIndex: false,
  skuId: null,
  text: null,
  tracking: noTracking,
});

/** Any document that follows its preview. Shrinks to the one without items. */
export const anyExactDocument = (...documentTypes: DocumentTypes): fc.Arbitrary<DocumentIntent> =>
  fc.record({
    type: fc.constant('Document'),
    documentType: fc.constantFrom(...documentTypes),
    items: fc.constant('left'),
    value: fc.constant('exact'),
    shares: anyShares(),
    percent: fc.constant(0),
    byIndex: fc.boolean(),
    skuId: fc.constant(null),
    text: fc.constant(null),
    tracking: fc.constant(noTracking),
  });

/** Any document that may fit the order when it comes. Shrinks to an Output of one minor unit. */
const anyFittingDocument = (...documentTypes: DocumentTypes): fc.Arbitrary<DocumentIntent> =>
  fc
    .record({
      document: anyExactDocument(...documentTypes),
      items: mostly<DocumentIntent['items']>('left', 'none', 'all'),
      value: mostly<DocumentIntent['value']>('exact', 'part', 'all'),
      percent: fc.nat(100),
      text: anyTextOrNone(),
      tracking: anyNews(),
    })
    .map(({ document, ...others }) => ({ ...document, ...others }));

const anyStrayDocument = (): fc.Arbitrary<DocumentIntent> =>
  fc
    .record({
      document: anyFittingDocument('Output', 'Input'),
      items: fc.constantFrom('left', 'beyond'),
      value: fc.constantFrom('exact', 'beyond'),
      skuId: fc.option(anySkuId(), { freq: 2 }),
    })
    .map(({ document, ...others }) => ({ ...document, ...others }));

/** Any document, fitting or not. Shrinks to an Output of one minor unit. */
export const anyDocument = (): fc.Arbitrary<DocumentIntent> =>
  fc.oneof({ withCrossShrink: true }, anyFittingDocument('Output', 'Input'), anyStrayDocument());

const anyRepeat = (): fc.Arbitrary<RepeatIntent> =>
  fc.record({
    type: fc.constant('Repeat'),
    which: fc.nat(20),
    change: fc.constantFrom('nothing', 'tracking', 'value', 'items', 'text'),
    text: anyTextOrNone(),
    tracking: anyTracking(),
  });

const anyTrack = (): fc.Arbitrary<TrackIntent> =>
  fc.record({
    type: fc.constant('Track'),
    which: fc.nat(20),
    known: mostly(true, false),
    tracking: anyTracking(),
  });

/** Anything that somebody may do without being refused. Shrinks to an Output of one minor unit. */
export const anyFittingIntent = (): fc.Arbitrary<Intent> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: anyFittingDocument('Output', 'Output', 'Input'), weight: 6 },
    { arbitrary: anyRepeat(), weight: 1 },
    { arbitrary: anyTrack(), weight: 2 },
  );

/** Anything that somebody may mean to do. Shrinks to an Output of one minor unit. */
export const anyIntent = (): fc.Arbitrary<Intent> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: anyFittingIntent(), weight: 4 },
    { arbitrary: anyStrayDocument(), weight: 1 },
    { arbitrary: anyRepeat(), weight: 1 },
  );
