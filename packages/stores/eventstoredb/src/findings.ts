import type { Position, Revision, StreamName } from '@facture/contract';

/** What every finding tells. */
interface Found {
  /** The stream of which it is found, without the space of its store. */
  readonly stream: StreamName;
  /** Where in the log it was found. */
  readonly position: Position;
  /** When what was found was written, by the clock of the server. */
  readonly recordedAt: string;
}

/**
 * Something that was done to a history besides appending to it, or that a history cannot show of
 * itself. None of it is done by a store.
 */
export type Finding =
  /** The stream was deleted: reads of it show nothing until somebody appends to it again. */
  | (Found & { readonly type: 'StreamDeleted'; readonly metadata: string })
  /** The stream was deleted for ever, and nobody can append to it. */
  | (Found & { readonly type: 'StreamTombstoned' })
  /** Events of the stream were hidden by their number or age. A scavenge destroys them. */
  | (Found & { readonly type: 'EventsHidden'; readonly metadata: string })
  /** Its metadata was written otherwise: who may read, write or delete it, for instance. */
  | (Found & { readonly type: 'MetadataWritten'; readonly metadata: string })
  /** An event has no data: it was redacted, or written by another hand than a store's. */
  | (Found & { readonly type: 'DataMissing'; readonly revision: Revision })
  /** An event does not follow the one before it: another revision should have come. */
  | (Found & {
      readonly type: 'OutOfSequence';
      readonly revision: Revision;
      readonly expected: Revision;
    });

/** What a watch tells: findings in order, and each time it has come to the end of the store. */
export type WatchMessage =
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'caught-up'; readonly position: Position | undefined };

/** Where a watch starts, which streams it looks at besides those of claims, and what ends it. */
export interface WatchOptions {
  /** Only what was done after this position. */
  readonly after?: Position | undefined;
  /** Only streams whose name starts so. */
  readonly prefix?: string | undefined;
  readonly signal?: AbortSignal;
}
