import { leafHasher, type Hash } from '@facture/proofs';

import { DEFAULT_RETRY, waitBeforeRetry, type Patience, type RetryPolicy } from '../backoff';
import { StoreReadError, type EventStore, type Position } from '../eventStore';
import { ORDER_STREAM_PREFIX } from '../orderStream';
import type { GrowingTree } from './growingTree';
import { nodeReader } from './nodeReader';
import { openTree, type LogRefusal } from './openTree';
import type { OwnedSealedLog, SealedCheckpoint } from './sealedLog';
import { signTree, type SealKeys } from './sealKeys';

/** What sealing needs: where events come from, where their hashes go, and who signs. */
export interface Sealing extends Patience {
  readonly store: EventStore;
  readonly log: OwnedSealedLog;
  readonly keys: SealKeys;
  readonly hash: Hash;
  /** How long to rest after each time of having caught up; 1,000 unless told otherwise. */
  readonly intervalMs?: number;
  /** How many events are sealed in one transaction at most; 1,024 unless told otherwise. */
  readonly batchSize?: number;
  /** How long to wait after failures in a row. It never gives up, whatever `attempts` says. */
  readonly retry?: RetryPolicy;
  /** Told of each checkpoint once it is kept. */
  readonly onSealed?: (checkpoint: SealedCheckpoint) => void;
  /** Told each time that everything in the store is sealed. */
  readonly onCaughtUp?: () => void;
  /** Told of each failure that is followed by a new start. */
  readonly onFailure?: (thrown: unknown) => void;
}

/** Why sealing ends: going on would sign what should not be signed. */
export type SealRefusal =
  | LogRefusal
  /** The event that was sealed last is missing in the store, or is another one there. */
  | { readonly type: 'StoreDiffers'; readonly index: number; readonly position: Position }
  /** The store or the log can never be read again as it is. */
  | { readonly type: 'SealingFailed'; readonly reason: string };

const SEALING_RETRY: RetryPolicy = { ...DEFAULT_RETRY, baseMs: 50, maxMs: 5_000 };

/** An event as the log has it. */
interface Leaf {
  readonly position: Position;
  readonly hash: Uint8Array;
}

const isSame = (one: Leaf, other: Leaf): boolean =>
  one.position === other.position && Buffer.compare(one.hash, other.hash) === 0;

/** The event that was sealed last; undefined while there is none. */
const lastLeaf = ({ log, hash }: Sealing, size: number): Leaf | undefined => {
  const position = log.positionOf(size - 1);
  return position === undefined
    ? undefined
    : { position, hash: nodeReader(hash, log)(0, size - 1) };
};

/** Adds events to the tree, signs it, and keeps both at once. */
const sealBatch = (
  { log, keys, onSealed }: Sealing,
  tree: GrowingTree,
  batch: ReadonlyArray<Leaf>,
): void => {
  const after = tree.size();
  const hashes = tree.add(batch.map(({ hash }) => hash));
  const checkpoint = signTree(tree, keys.current);
  log.append({ after, positions: batch.map(({ position }) => position), hashes, checkpoint });
  onSealed?.(checkpoint);
};

/**
 * Follows the store from the last sealed event on, and seals what comes.
 *
 * It begins with that event and holds it against the log. In a store that was put back to an earlier
 * state new events take positions that are sealed already, and would be passed over without a word.
 */
const follow = async (
  sealing: Sealing,
  tree: GrowingTree,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<SealRefusal | undefined> => {
  const { store, log, hash, sleep, intervalMs = 1_000, batchSize = 1_024 } = sealing;
  const leafOf = leafHasher(hash);
  let last = lastLeaf(sealing, tree.size());
  let isFound = last === undefined;
  let batch: Array<Leaf> = [];

  const sealAll = () => {
    if (batch.length > 0) sealBatch(sealing, tree, batch);
    last = batch.at(-1) ?? last;
    batch = [];
    onProgress();
  };
  const differs = (): SealRefusal | undefined =>
    last && { type: 'StoreDiffers', index: tree.size() - 1, position: last.position };

  const after = log.positionOf(tree.size() - 2);
  for await (const message of store.subscribe({ after, prefix: ORDER_STREAM_PREFIX, signal })) {
    if (message.type === 'caught-up') {
      if (!isFound) return differs();
      sealAll();
      sealing.onCaughtUp?.();
      await sleep(intervalMs, signal);
      continue;
    }
    const { position } = message.event;
    const leaf = { position, hash: leafOf(message.event) };
    if (!isFound) {
      if (last === undefined || !isSame(leaf, last)) return differs();
      isFound = true;
    } else if (position > ((batch.at(-1) ?? last)?.position ?? -1n)) {
      if (batch.push(leaf) >= batchSize) sealAll();
    }
  }
  return undefined;
};

/**
 * Seals the events of all orders in the order of the store, one after the other without a gap, until
 * the signal is aborted: their leaf hashes go into the log, each batch with a signed checkpoint of
 * all that there is. Claims are not sealed: they are no events on every store, and what they decide
 * shows in the events. What the log holds is checked first, as {@link openTree} says. After a failure
 * it waits and starts again after the last event that is sealed.
 *
 * Resolves with undefined when it was told to stop, otherwise with what forbids going on.
 */
export const seal = async (
  sealing: Sealing,
  signal: AbortSignal,
): Promise<SealRefusal | undefined> => {
  const { log, retry = SEALING_RETRY, onFailure } = sealing;
  const isStopped = () => signal.aborted;
  let tree: GrowingTree | undefined;
  let failures = 0;
  while (!isStopped()) {
    try {
      // A batch that was not kept is in the tree all the same: then the log is read again.
      if (tree === undefined || tree.size() !== (log.latest()?.size ?? 0)) {
        const opened = await openTree(sealing);
        if ('type' in opened) return opened;
        tree = opened;
      }
      const refused = await follow(sealing, tree, signal, () => {
        failures = 0;
      });
      if (refused !== undefined) return refused;
    } catch (thrown) {
      if (thrown instanceof StoreReadError && thrown.type === 'Fatal')
        return { type: 'SealingFailed', reason: thrown.reason };
      onFailure?.(thrown);
    }
    failures += 1;
    if (!isStopped()) await waitBeforeRetry(retry, sealing, failures, signal);
  }
  return undefined;
};
