import { AppendReq, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { expectedOf, type Expected } from './appendRules';
import { streamName, uuidText } from './identifiers';
import { invalidArgument, missingMetadata, type Refusal } from './refusals';
import type { ProposedEvent } from './storedEvent';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** Reads an event that somebody wants to write. */
export const proposedEvent = (message: ProposedMessage): ProposedEvent => ({
  id: uuidText(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

/** Says what is wrong with an event, if anything is. */
export const refusalOf = (event: ProposedEvent): Refusal | undefined => {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(event.id)) {
    return invalidArgument(`'${event.id}' is not a valid event id`);
  }
  if (event.type === '') return missingMetadata('type');
  return event.contentType === '' ? missingMetadata('content-type') : undefined;
};

/** What one append asks for. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ReadonlyArray<ProposedEvent>;
  /** What is wrong with it, if anything is. */
  readonly refused: Refusal | undefined;
}

/** Reads the messages of one append: its options come first, then its events. */
export const appendRequest = (received: ReadonlyArray<AppendReq>): AppendRequest => {
  const options = received[0]?.getOptions() ?? new AppendReq.Options();
  const stream = streamName(options.getStreamIdentifier());
  const events = received
    .map((request) => request.getProposedMessage())
    .filter((message) => message !== undefined)
    .map(proposedEvent);
  return {
    stream,
    expected: expectedOf(options, options.hasRevision() ? options.getRevision() : undefined),
    events,
    refused: stream === '' ? invalidArgument('no stream') : events.map(refusalOf).find(Boolean),
  };
};
