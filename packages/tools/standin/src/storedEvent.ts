/** An event as a client sends it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event on its way into a stream; a tombstone is the last one its stream ever gets. */
export interface Entry {
  readonly stream: string;
  readonly event: ProposedEvent;
  readonly createdMs: number;
  readonly tombstone: boolean;
}

/** An event in the log: `position` orders all of them, `revision` those of one stream. */
export interface StoredEvent extends Entry {
  readonly revision: bigint;
  readonly position: bigint;
}

/** What the server calls the revision of a tombstone, and writes into `$tb` to delete softly. */
export const deletedRevision = 2n ** 63n - 1n;
