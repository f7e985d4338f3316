import { convertToCommandError } from '@eventstore/db-client';
import {
  Empty as NoStream,
  MaximumAppendSizeExceeded,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import type { Status } from '@eventstore/db-client/generated/status_pb';
import {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  type BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { randomUUID } from 'node:crypto';

const optionsOf = (given: AppendReq.Options): BatchAppendReq.Options => {
  const options = new BatchAppendReq.Options().setStreamIdentifier(given.getStreamIdentifier());
  if (given.hasRevision()) return options.setStreamPosition(given.getRevision());
  return given.hasNoStream() ? options.setNoStream(new Empty()) : options.setAny(new Empty());
};

const messageOf = (given: AppendReq.ProposedMessage): BatchAppendReq.ProposedMessage => {
  const message = new BatchAppendReq.ProposedMessage()
    .setId(given.getId())
    .setData(given.getData_asU8())
    .setCustomMetadata(given.getCustomMetadata_asU8());
  given.getMetadataMap().forEach((value, key) => message.getMetadataMap().set(key, value));
  return message;
};

/**
 * Puts the messages of one append into one. An append whose connection is cut, or whose time is up,
 * between two of its messages is written as far as they came: a server cannot tell that there were to
 * be more. One message arrives whole or not at all.
 */
export const wholeAppend = (requests: ReadonlyArray<AppendReq>): BatchAppendReq =>
  new BatchAppendReq()
    .setCorrelationId(new UUID().setString(randomUUID()))
    .setOptions(optionsOf(requests[0]?.getOptions() ?? new AppendReq.Options()))
    .setProposedMessagesList(
      requests.flatMap((request) => {
        const message = request.getProposedMessage();
        return message === undefined ? [] : [messageOf(message)];
      }),
    )
    .setIsFinal(true);

const PACKAGE = 'event_store.client.';

const conflictIn = (error: Status): AppendResp | undefined => {
  const conflict = error
    .getDetails()
    ?.unpack(
      (bytes) => WrongExpectedVersion.deserializeBinary(bytes),
      `${PACKAGE}WrongExpectedVersion`,
    );
  if (conflict === undefined || conflict === null) return undefined;
  const wrong = new AppendResp.WrongExpectedVersion();
  if (conflict.hasCurrentStreamRevision())
    wrong.setCurrentRevision(conflict.getCurrentStreamRevision());
  else wrong.setCurrentNoStream(new NoStream());
  return new AppendResp().setWrongExpectedVersion(wrong);
};

/** The names by which the client knows errors that come as the status of a call. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  StreamDeleted: 'stream-deleted',
  AccessDenied: 'access-denied',
  MaximumAppendSizeExceeded: 'maximum-append-size-exceeded',
};

/** Gives an error that is part of an answer the shape of one that is the status of a call. */
const asStatus = (error: Status, response: BatchAppendResp): ServiceError => {
  const details = error.getDetails();
  const name = details?.getTypeName().slice(PACKAGE.length) ?? '';
  const metadata = new Metadata();
  const exception = EXCEPTIONS[name];
  if (exception !== undefined) metadata.set('exception', exception);
  const stream = Buffer.from(response.getStreamIdentifier()?.getStreamName_asU8() ?? []);
  metadata.set('stream-name', encodeURIComponent(stream.toString()));
  const size = details?.unpack(
    (bytes) => MaximumAppendSizeExceeded.deserializeBinary(bytes),
    `${PACKAGE}MaximumAppendSizeExceeded`,
  );
  metadata.set('maximum-append-size', (size?.getMaxappendsize() ?? 0).toString());
  const code = name === 'Timeout' ? status.DEADLINE_EXCEEDED : status.UNKNOWN;
  const message = error.getMessage();
  return Object.assign(new Error(message), { code, details: message, metadata });
};

/**
 * Reads the answer to a whole append as that to an append of many messages.
 *
 * Throws the client's error for a refusal that is none of a revision.
 */
export const answerToWhole = (response: BatchAppendResp): AppendResp => {
  const error = response.getError();
  if (error !== undefined) {
    const conflict = conflictIn(error);
    if (conflict !== undefined) return conflict;
    throw convertToCommandError(asStatus(error, response));
  }
  const given = response.getSuccess();
  const success = new AppendResp.Success();
  if (given?.hasCurrentRevision() === true) success.setCurrentRevision(given.getCurrentRevision());
  const position = given?.getPosition();
  if (position !== undefined)
    success.setPosition(
      new AppendResp.Position()
        .setCommitPosition(position.getCommitPosition())
        .setPreparePosition(position.getPreparePosition()),
    );
  return new AppendResp().setSuccess(success);
};
