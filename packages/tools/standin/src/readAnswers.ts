import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { streamIdentifier, uuidMessage } from './identifiers';
import type { StoredEvent } from './storedEvent';

/** The server counts time in tenths of a microsecond. */
const ticksPerMs = 10_000n;

/** What stands for "no position" in a field that cannot be left out. */
const noPosition = 2n ** 64n - 1n;

/** How a reader wants events to be written, and what of them it is told. */
export interface EventShape {
  readonly structuredIds: boolean;
  readonly withPosition: boolean;
}

export const eventAnswer = (stored: StoredEvent, shape: EventShape): ReadResp => {
  const { event, createdMs, revision, stream } = stored;
  const position = shape.withPosition ? stored.position : noPosition;
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidMessage(event.id, shape.structuredIds))
    .setStreamIdentifier(streamIdentifier(stream))
    .setStreamRevision(String(revision))
    .setCommitPosition(String(position))
    .setPreparePosition(String(position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(BigInt(createdMs) * ticksPerMs));
  const sent = new ReadResp.ReadEvent().setEvent(recorded);
  return new ReadResp().setEvent(
    shape.withPosition ? sent.setCommitPosition(String(position)) : sent.setNoPosition(new Empty()),
  );
};

export const notFoundAnswer = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(
    new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  );

export const confirmationAnswer = (id: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUpAnswer = (): ReadResp => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const checkpointAnswer = ({ position }: StoredEvent): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position)),
  );
