import type {
  EventToAppend,
  ExpectedRevision,
  Position,
  RecordedEvent,
  Revision,
  StreamName,
} from '@facture/contract';
import type { Task } from 'fp-ts/Task';

import type { Failure } from './failure';

/** What one attempt to write came to. */
export type WriteAnswer =
  /** It is written, now or by an attempt before. The server may leave the position out. */
  | {
      readonly type: 'Written';
      readonly revision: Revision;
      readonly position: Position | undefined;
    }
  /** The stream is elsewhere. */
  | { readonly type: 'Conflict'; readonly actual: ExpectedRevision }
  | Failure;

/**
 * The streams of a server, by their full names. This is all that appending and the protocol of claims
 * know of it, so that they can be driven through every crash over a model in memory.
 */
export interface Streams {
  /**
   * Makes ready to write a batch at an exact revision. What is made can be run again: it sends the
   * same bytes each time.
   */
  readonly writing: (
    stream: StreamName,
    expected: ExpectedRevision,
    events: ReadonlyArray<EventToAppend>,
  ) => Task<WriteAnswer>;
  /**
   * Reads a stream from a revision on, at most so many events, as its leader knows it.
   *
   * Rejects with `StoreReadError`.
   */
  readonly read: (
    stream: StreamName,
    from: Revision,
    count: number,
  ) => Promise<ReadonlyArray<RecordedEvent>>;
  /**
   * Reads the last event of a stream, as its leader knows it.
   *
   * Rejects with `StoreReadError`.
   */
  readonly last: (stream: StreamName) => Promise<RecordedEvent | undefined>;
}
