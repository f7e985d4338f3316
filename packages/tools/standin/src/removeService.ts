import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { expectedOf, type Expected } from './appendRules';
import { endsOf, withFault } from './faultyCall';
import { streamName } from './identifiers';
import { streamDeleted, wrongExpectedVersion } from './refusals';
import type { Call, Server } from './server';
import { remove } from './writing';

/** The numbers by which the server names what is not a revision. */
const codes = { any: '-2', no_stream: '-1', stream_exists: '-4' };
const codeOf = (expected: Expected): string =>
  typeof expected === 'bigint' ? String(expected) : codes[expected];

const removal = <Response>(
  server: Server,
  call: Call,
  answer: sendUnaryData<Response>,
  options: DeleteReq.Options | TombstoneReq.Options,
  forEver: boolean,
  respond: (position: string | undefined) => Response,
): void => {
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedOf(options, options.hasRevision() ? options.getRevision() : undefined);
  const ends = endsOf(server, call, (refusal) => {
    answer(refusal);
  });
  withFault(server, forEver ? 'tombstone' : 'delete', stream, ends, () => {
    const outcome = remove(server, stream, expected, forEver);
    return () => {
      if (outcome.type === 'written') answer(null, respond(outcome.position?.toString()));
      else if (outcome.type === 'wrong-expected-version') {
        const current = outcome.current?.toString() ?? codes.no_stream;
        ends.refuse(
          wrongExpectedVersion(forEver ? 'Tombstone' : 'Delete', stream, codeOf(expected), current),
        );
      } else ends.refuse(streamDeleted(stream));
    };
  });
};

/** Deletes a stream until somebody appends to it again. */
export const handleDelete =
  (server: Server): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, answer) => {
    const options = call.request.getOptions() ?? new DeleteReq.Options();
    removal(server, call, answer, options, false, (position) =>
      position === undefined
        ? new DeleteResp().setNoPosition(new Empty())
        : new DeleteResp().setPosition(
            new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
          ),
    );
  };

/** Deletes a stream for ever: its name is burnt. */
export const handleTombstone =
  (server: Server): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, answer) => {
    const options = call.request.getOptions() ?? new TombstoneReq.Options();
    removal(server, call, answer, options, true, (position) =>
      position === undefined
        ? new TombstoneResp().setNoPosition(new Empty())
        : new TombstoneResp().setPosition(
            new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
          ),
    );
  };
