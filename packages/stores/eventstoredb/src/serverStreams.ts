import type { AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { RecordedEvent } from '@facture/contract';

import type { Calls } from './calls';
import { failureOf } from './failure';
import { toPosition } from './position';
import { appendRequests, readLastRequest, readStreamRequest } from './requests';
import { patiently } from './patiently';
import { responses } from './responses';
import { fromWire } from './storedEvent';
import type { Streams, WriteAnswer } from './streams';
import type { Trying } from './writeSurely';

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

/** The streams behind a connection. Readings are tried as often as writes are. */
export const serverStreams = (calls: Calls, trying: Trying, timeoutMs: number): Streams => {
  const settings = { requiresLeader: true, timeoutMs };
  const { closing } = trying;

  const eventsOf = (request: ReadReq): Promise<ReadonlyArray<RecordedEvent>> =>
    patiently(trying, async () => {
      const events: Array<RecordedEvent> = [];
      for await (const { message } of responses(() => calls.read(request, settings), { closing })) {
        const wire = message.getEvent()?.getEvent();
        if (wire !== undefined) events.push(fromWire(wire));
      }
      return events;
    });

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
    read: (stream, from, count) => eventsOf(readStreamRequest(stream, from, count)),
    last: async (stream) => (await eventsOf(readLastRequest(stream)))[0],
  };
};
