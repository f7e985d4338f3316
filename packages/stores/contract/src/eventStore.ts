import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';
import type { Task } from 'fp-ts/Task';

/** Names a stream: a category, one hyphen, an id: `order-1172452900788-01`. */
export type StreamName = string;

/** The place of an event in its stream: 0, 1, 2, … without a gap. */
export type Revision = number;

/**
 * The place of an event in the whole store: totally ordered, opaque, and serialised as its decimal
 * digits. Positions grow, but may leave gaps.
 */
export type Position = bigint;

/** A key that at most one stream holds at any time, such as a seller's invoice number. */
export type ClaimKey = string;

/** The revision a stream must have for an append to succeed. There is no "any". */
export type ExpectedRevision = Revision | 'no-stream';

/** An event as a writer hands it over. `data` and `metadata` are well-formed JSON text. */
export interface EventToAppend {
  /** A UUID, the same whenever the same append is repeated. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
}

/** An event as it is stored. `data` and `metadata` are the exact bytes stored, read as UTF-8. */
export interface RecordedEvent extends EventToAppend {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** When the store took it: an instant in UTC, `2026-01-31T12:00:00.000Z`. */
  readonly recordedAt: string;
}

/** What an append came to. Only `Appended` wrote something; `OutcomeUnknown` may have. */
export type AppendOutcome =
  /** The events are durable. `revision` and `position` are those of the last of them. */
  | { readonly type: 'Appended'; readonly revision: Revision; readonly position: Position }
  /** The stream is elsewhere than expected. Nothing was written. */
  | { readonly type: 'RevisionConflict'; readonly actual: ExpectedRevision }
  /** Another stream holds a claim. Nothing was written. */
  | { readonly type: 'ClaimTaken'; readonly key: ClaimKey; readonly holder: StreamName }
  /** An event id is stored already, with other bytes or at another place. Nothing was written. */
  | { readonly type: 'EventIdReused'; readonly id: string }
  /** The store is away. Nothing was written. */
  | { readonly type: 'Unavailable'; readonly reason: string }
  /** The answer was lost. Repeating the append with the same event ids is safe. */
  | { readonly type: 'OutcomeUnknown'; readonly reason: string }
  /** The append can never succeed as it is: the text is malformed or too large, the store corrupt. */
  | { readonly type: 'Fatal'; readonly reason: string };

/**
 * What a subscription tells: events in order, and each time it has reached the end of the store.
 * `caught-up` means that every event up to its position that the subscription keeps has been told;
 * the position is that of the store's last event, kept or not.
 */
export type SubscriptionMessage =
  | { readonly type: 'event'; readonly event: RecordedEvent }
  | { readonly type: 'caught-up'; readonly position: Position | undefined };

/** Where a reading of all streams starts, and which streams it keeps. */
export interface ReadAllOptions {
  /** Only events after this position. */
  readonly after?: Position | undefined;
  /** Only streams whose name starts so. */
  readonly prefix?: string | undefined;
}

/** What giving back a claim came to. Only `Released` wrote something; `OutcomeUnknown` may have. */
export type ReleaseOutcome =
  | { readonly type: 'Released' }
  /** It was taken again or given back since it was listed. Nothing was written. */
  | { readonly type: 'ClaimMoved' }
  | {
      readonly type: 'Unavailable' | 'OutcomeUnknown' | 'Fatal';
      readonly reason: string;
    };

/** A claim that was taken by a write of its own, before the events that are to stand on it. */
export interface ClaimApart {
  readonly key: ClaimKey;
  readonly holder: StreamName;
  /** When its holder took it last: an instant in UTC, by the clock of the store. */
  readonly takenAt: string;
  /**
   * Gives it back, if its holder has not taken it again. Whoever does so must know that no event
   * stands on the claim, and that the process that took it is gone: its append is not stopped.
   */
  readonly release: Task<ReleaseOutcome>;
}

/**
 * Streams of events with claims.
 *
 * Reading yields events in order, in constant memory, and releases what it holds when the loop is
 * left. A reading that fails throws {@link StoreReadError}, as an iteration must.
 */
export interface EventStore {
  /**
   * Appends events to one stream and takes claims for it: all or nothing, durable before it answers.
   *
   * All stores check in this order, and the first that applies is the answer:
   * 1. the append is malformed (see `malformedAppend`) → `Fatal`;
   * 2. all its events are stored already, right after the expected revision and with the same
   *    bytes → `Appended` as the first time, also when the stream has grown since: this is a repeat,
   *    which writes nothing and takes no claims; otherwise, when one of its ids is stored anywhere
   *    or stands in the batch twice → `EventIdReused` with the first such id;
   * 3. the stream is not at the expected revision → `RevisionConflict`;
   * 4. another stream holds one of the claims → `ClaimTaken` with the first such claim;
   * 5. everything is written → `Appended`.
   */
  readonly append: (
    stream: StreamName,
    expected: ExpectedRevision,
    events: ReadonlyNonEmptyArray<EventToAppend>,
    options?: { readonly claims?: ReadonlyArray<ClaimKey> },
  ) => Task<AppendOutcome>;
  /** Reads one stream from a revision on. A stream that does not exist yields nothing. */
  readonly read: (
    stream: StreamName,
    options?: { readonly from?: Revision },
  ) => AsyncIterable<RecordedEvent>;
  /** Reads all streams in the order of positions, up to the end at the time of the call. */
  readonly readAll: (options?: ReadAllOptions) => AsyncIterable<RecordedEvent>;
  /**
   * Reads as `readAll` does and goes on with what is appended later, by whomever. It ends only when
   * the signal is aborted or the loop is left. Each reaching of the end is told, the first one too
   * when there was nothing to read.
   */
  readonly subscribe: (
    options?: ReadAllOptions & { readonly signal?: AbortSignal },
  ) => AsyncIterable<SubscriptionMessage>;
  /** The position of the last event in the store, undefined while it is empty. */
  readonly head: () => Promise<Position | undefined>;
  /** The stream that holds a claim. */
  readonly claimHolder: (key: ClaimKey) => Promise<StreamName | undefined>;
  /**
   * Lists the claims that are held and were taken apart from events, each once. A store that writes
   * events and claims in one transaction has none: there, no claim is held without its events.
   */
  readonly claimsApart: () => AsyncIterable<ClaimApart>;
  /**
   * Finishes what was begun and lets go of files and connections. Later appends answer
   * `Unavailable`; readings that go on, and later ones, throw {@link StoreReadError}.
   */
  readonly close: () => Promise<void>;
}

/** A reading that could not go on. `Unavailable` may succeed later, `Fatal` never will. */
export class StoreReadError extends Error {
  override readonly name = 'StoreReadError';
  constructor(
    readonly type: 'Unavailable' | 'Fatal',
    readonly reason: string,
  ) {
    super(`${type}: ${reason}`);
  }
}
