import type { Position, RecordedEvent, StreamName } from './eventStore';

/** What folding one event came to. */
export type Folded<S> =
  /** The row of its stream, and the keys by which that row is found from now on, for good. */
  | { readonly row: S; readonly keys?: ReadonlyArray<string> }
  /** Why the event goes into quarantine. */
  | { readonly quarantine: string };

/**
 * A fold of events into one document per stream, kept by a read model.
 *
 * `S` must survive JSON: only plain objects, arrays, strings, finite numbers, booleans and null.
 */
export interface Projection<S> {
  /** Names the rows. */
  readonly name: string;
  /** Grows when the meaning of a row changes: rows of another version are rebuilt. */
  readonly version: number;
  /** The streams it reads, by the start of their names. */
  readonly prefix: string;
  /** Folds one event into the row of its stream; what does not fit is a reason for quarantine. */
  readonly apply: (row: S | undefined, event: RecordedEvent) => Folded<S>;
}

/** An event that could not be applied, and where it is. Its stream stands still until mended. */
export interface QuarantinedEvent {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  readonly reason: string;
}

/** One document of a read model: the fold of its stream up to a revision. */
export interface ReadModelRow<S> {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  readonly row: S;
}

/**
 * Rows of one projection and the checkpoint up to which they are right: both change in one
 * transaction. A row stands at the revision of the last event applied to it, and takes only the
 * next one. All methods throw when the database does, as reading does.
 */
export interface ReadModel<S> {
  /** The position up to which every event is applied. */
  readonly checkpoint: () => Position | undefined;
  /**
   * Applies events in order and moves the checkpoint to `checkpoint` (by default the last event's
   * position), never back. Events at or below the checkpoint, events of other streams than the
   * projection's and events of streams in quarantine are skipped. An event that is not the next one
   * of its stream, or that the projection refuses, goes into quarantine and its stream with it: the
   * row stays as it was. Answers what went into quarantine now.
   */
  readonly apply: (
    events: ReadonlyArray<RecordedEvent>,
    checkpoint?: Position,
  ) => ReadonlyArray<QuarantinedEvent>;
  readonly get: (stream: StreamName) => ReadModelRow<S> | undefined;
  /** The rows that changed last, the latest first. */
  readonly recent: (limit: number) => ReadonlyArray<ReadModelRow<S>>;
  /**
   * Rows in the order of the bytes of their streams' names, at most so many, after the one of a name
   * (by default from the first).
   */
  readonly rows: (options: {
    readonly after?: StreamName | undefined;
    readonly limit: number;
  }) => ReadonlyArray<ReadModelRow<S>>;
  /** The rows that an event gave the key to, those that changed last first. */
  readonly find: (key: string, limit: number) => ReadonlyArray<ReadModelRow<S>>;
  readonly quarantined: () => ReadonlyArray<QuarantinedEvent>;
  /** Resolves true once the checkpoint has reached the position, false when time ran out. */
  readonly waitFor: (position: Position, timeoutMs: number) => Promise<boolean>;
  /**
   * Folds the whole store anew beside the rows there are, compares, and swaps. What is applied in
   * the meantime is kept. Answers how many events were folded, and the streams whose rows differed
   * from the fold up to the checkpoint: missing, left over, or of other content.
   */
  readonly rebuild: (
    events: AsyncIterable<RecordedEvent>,
  ) => Promise<{ readonly events: number; readonly differing: ReadonlyArray<StreamName> }>;
}
