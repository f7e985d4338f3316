import type { AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { RecordedEvent } from '@facture/contract';

import type { Calls } from './calls';
import { failureOf } from './failure';
import { toPosition } from './position';
import { appendRequests, readLastRequest, readStreamRequest } from './requests';
import { responses } from './responses';
import { fromWire } from './storedEvent';
import type { Streams, WriteAnswer } from './streams';

const answerOf = (response: AppendResp): WriteAnswer => {
  const conflict = response.getWrongExpectedVersion();
  if (conflict !== undefined)
    return {
      type: 'Conflict',
      // Of a stream that is not there the server tells no revision at all.
      actual: conflict.hasCurrentRevision() ? Number(conflict.getCurrentRevision()) : 'no-stream',
    };
  const success = response.getSuccess();
  if (success === undefined) return { type: 'Unclear', reason: 'the server answered nothing' };
  const position = success.getPosition();
  return {
    type: 'Written',
    revision: Number(success.getCurrentRevision()),
    position:
      position === undefined
        ? undefined
        : toPosition({
            commit: BigInt(position.getCommitPosition()),
            prepare: BigInt(position.getPreparePosition()),
          }),
  };
};

/** The streams behind a connection. A reading that takes longer than it may is given up. */
export const serverStreams = (calls: Calls, closing: AbortSignal, timeoutMs: number): Streams => {
  const settings = { requiresLeader: true, timeoutMs };

  const events = async function* (request: ReadReq): AsyncGenerator<RecordedEvent, undefined> {
    const open = () => calls.read(request, settings);
    for await (const { message } of responses(open, { closing })) {
      const wire = message.getEvent()?.getEvent();
      if (wire !== undefined) yield fromWire(wire);
    }
    return undefined;
  };

  return {
    writing: (stream, expected, batch) => {
      const requests = appendRequests(stream, expected, batch);
      return async () => {
        try {
          return answerOf(await calls.append(requests));
        } catch (thrown) {
          return failureOf(thrown);
        }
      };
    },
    read: (stream, from, count) => events(readStreamRequest(stream, from, count)),
    last: async (stream) => {
      for await (const event of events(readLastRequest(stream))) return event;
      return undefined;
    },
  };
};
