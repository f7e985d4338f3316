import { Code } from '@eventstore/db-client/generated/code_pb';
import {
  AllStreamPosition,
  Empty as SharedEmpty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Unknown,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { AppendResp, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { Expected } from './appendRules';
import { streamIdentifier } from './identifiers';
import type { Refusal } from './refusals';
import type { Outcome } from './writing';

type Written = Extract<Outcome, { type: 'written' }>;
type WrongVersion = Extract<Outcome, { type: 'wrong-expected-version' }>;

/** The answer to an append, where a refused revision is not an error but part of the body. */
export const appendAnswer = (outcome: Written | WrongVersion, expected: Expected): AppendResp => {
  if (outcome.type === 'written') {
    const success = new AppendResp.Success();
    if (outcome.revision === undefined) success.setNoStream(new SharedEmpty());
    else success.setCurrentRevision(String(outcome.revision));
    if (outcome.position === undefined) success.setNoPosition(new SharedEmpty());
    else {
      success.setPosition(
        new AppendResp.Position()
          .setCommitPosition(String(outcome.position))
          .setPreparePosition(String(outcome.position)),
      );
    }
    return new AppendResp().setSuccess(success);
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (outcome.current === undefined) wrong.setCurrentNoStream(new SharedEmpty());
  else wrong.setCurrentRevision(String(outcome.current));
  if (expected === 'any') wrong.setExpectedAny(new SharedEmpty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new SharedEmpty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new SharedEmpty());
  else wrong.setExpectedRevision(String(expected));
  return new AppendResp().setWrongExpectedVersion(wrong);
};

/** A message inside a status: its bytes, and the name by which the client unpacks them. */
const packed = (bytes: Uint8Array, name: string): Any => {
  const any = new Any();
  any.pack(bytes, `event_store.client.${name}`);
  return any;
};

const failed = (code: Code, message: string, details: Any): BatchAppendResp =>
  new BatchAppendResp().setError(
    new Status().setCode(code).setMessage(message).setDetails(details),
  );

const wrongVersion = (outcome: WrongVersion, expected: Expected): BatchAppendResp => {
  const wrong = new WrongExpectedVersion();
  if (outcome.current === undefined) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(outcome.current));
  if (expected === 'any') wrong.setExpectedAny(new Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return failed(
    Code.ALREADY_EXISTS,
    'WrongExpectedVersion',
    packed(wrong.serializeBinary(), 'WrongExpectedVersion'),
  );
};

const success = (outcome: Written): BatchAppendResp => {
  const written = new BatchAppendResp.Success();
  if (outcome.revision === undefined) written.setNoStream(new Empty());
  else written.setCurrentRevision(String(outcome.revision));
  if (outcome.position === undefined) written.setNoPosition(new Empty());
  else {
    written.setPosition(
      new AllStreamPosition()
        .setCommitPosition(String(outcome.position))
        .setPreparePosition(String(outcome.position)),
    );
  }
  return new BatchAppendResp().setSuccess(written);
};

/** The answer to one batch of a batch-append call, where errors are part of the answer too. */
export const batchAnswer = (
  outcome: Outcome,
  expected: Expected,
  stream: string,
  maxAppendBytes: number,
): BatchAppendResp => {
  switch (outcome.type) {
    case 'written':
      return success(outcome);
    case 'wrong-expected-version':
      return wrongVersion(outcome, expected);
    case 'stream-deleted':
      return failed(
        Code.FAILED_PRECONDITION,
        'StreamDeleted',
        packed(
          new StreamDeleted().setStreamIdentifier(streamIdentifier(stream)).serializeBinary(),
          'StreamDeleted',
        ),
      );
    case 'too-large':
      return failed(
        Code.INVALID_ARGUMENT,
        'MaximumAppendSizeExceeded',
        packed(
          new MaximumAppendSizeExceeded().setMaxappendsize(maxAppendBytes).serializeBinary(),
          'MaximumAppendSizeExceeded',
        ),
      );
  }
};

/** The answer to a batch that cannot be read. */
export const batchRefusal = ({ details }: Refusal): BatchAppendResp =>
  failed(Code.INVALID_ARGUMENT, details, packed(new Unknown().serializeBinary(), 'Unknown'));
