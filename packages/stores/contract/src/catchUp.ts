import { DEFAULT_RETRY, waitBeforeRetry, type Patience, type RetryPolicy } from './backoff';
import { StoreReadError, type EventStore, type Position, type RecordedEvent } from './eventStore';
import { isIn, type Partition } from './partition';
import type { QuarantinedEvent, ReadModel } from './readModel';

/** What following needs: where events come from, where they go, waiting and chance. */
export interface Following<S> extends Patience {
  readonly store: EventStore;
  readonly readModel: ReadModel<S>;
  /** The streams that the read model's projection reads, by the start of their names. */
  readonly prefix: string;
  /** The part of the streams that this consumer keeps; all of them unless told otherwise. */
  readonly partition?: Partition;
  /** How many events are applied in one transaction at most; 1,024 unless told otherwise. */
  readonly batchSize?: number;
  /** How long to wait after failures in a row. It never gives up, whatever `attempts` says. */
  readonly retry?: RetryPolicy;
  /** Told of each failure that is followed by a new start. */
  readonly onFailure?: (thrown: unknown) => void;
  /** Told of events that went into quarantine. */
  readonly onQuarantine?: (events: ReadonlyArray<QuarantinedEvent>) => void;
}

const FOLLOWING_RETRY: RetryPolicy = { ...DEFAULT_RETRY, baseMs: 50, maxMs: 5_000 };

/** Applies what a subscription tells, from the checkpoint on, until it ends. */
const follow = async <S>(
  { store, readModel, prefix, partition, batchSize = 1_024, onQuarantine }: Following<S>,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<void> => {
  const isOurs = partition === undefined ? () => true : isIn(partition);
  let batch: Array<RecordedEvent> = [];
  const applyBatch = (checkpoint?: Position) => {
    const quarantined = readModel.apply(batch, checkpoint);
    batch = [];
    onProgress();
    if (quarantined.length > 0) onQuarantine?.(quarantined);
  };
  const after = readModel.checkpoint();
  for await (const message of store.subscribe({ after, prefix, signal })) {
    if (message.type === 'caught-up') applyBatch(message.position);
    else if (isOurs(message.event.stream) && batch.push(message.event) >= batchSize) applyBatch();
  }
};

/**
 * Keeps a read model up to date: follows the store from the model's checkpoint and applies events in
 * batches, until the signal is aborted. After a failure it waits and starts again from the
 * checkpoint, so that nothing is left out.
 *
 * Rejects with the `StoreReadError` of type `Fatal` that ends it: the store will never go on.
 */
export const catchUp = async <S>(following: Following<S>, signal: AbortSignal): Promise<void> => {
  const { retry = FOLLOWING_RETRY, onFailure } = following;
  const isStopped = () => signal.aborted;
  let failures = 0;
  while (!isStopped()) {
    try {
      await follow(following, signal, () => {
        failures = 0;
      });
    } catch (thrown) {
      if (thrown instanceof StoreReadError && thrown.type === 'Fatal') throw thrown;
      onFailure?.(thrown);
    }
    failures += 1;
    if (!isStopped()) await waitBeforeRetry(retry, following, failures, signal);
  }
};
