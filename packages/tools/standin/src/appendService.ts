import type { handleBidiStreamingCall, handleClientStreamingCall } from '@grpc/grpc-js';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import {
  BatchAppendReq,
  type AppendReq,
  type AppendResp,
  type BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb';
import { appendAnswer, batchAnswer, batchRefusal } from './appendAnswers';
import { appendRequest, proposedEvent, refusalOf } from './appendRequest';
import { expectedOf } from './appendRules';
import { endsOf, withFault } from './faultyCall';
import { streamIdentifier, streamName, uuidText } from './identifiers';
import { maximumAppendSizeExceeded, streamDeleted } from './refusals';
import type { Server } from './server';
import type { ProposedEvent } from './storedEvent';
import { append } from './writing';

/** The append of one batch per call, whose refused revision is part of the answer. */
export const handleAppend =
  (server: Server): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, answer) => {
    const received: AppendReq[] = [];
    call.on('data', (request: AppendReq) => received.push(request));
    call.on('end', () => {
      if (call.cancelled) return;
      const { stream, expected, events, refused } = appendRequest(received);
      const ends = endsOf(server, call, (refusal) => {
        answer(refusal);
      });
      if (refused !== undefined) {
        ends.refuse(refused);
        return;
      }
      withFault(server, 'append', stream, ends, () => {
        const outcome = append(server, stream, expected, events);
        return () => {
          if (outcome.type === 'stream-deleted') ends.refuse(streamDeleted(stream));
          else if (outcome.type === 'too-large') {
            ends.refuse(maximumAppendSizeExceeded(server.maxAppendBytes));
          } else answer(null, appendAnswer(outcome, expected));
        };
      });
    });
  };

/** A batch on its way: it is appended when its last part has come. */
interface Pending {
  readonly options: BatchAppendReq.Options;
  readonly events: ProposedEvent[];
}

/** The append of many batches over one call, each answered by its correlation id. */
export const handleBatchAppend =
  (server: Server): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) => {
    const pending = new Map<string, Pending>();
    const finish = (correlationId: string, { options, events }: Pending): void => {
      const stream = streamName(options.getStreamIdentifier());
      const expected = expectedOf(
        options,
        options.hasStreamPosition() ? options.getStreamPosition() : undefined,
      );
      const answer = (response: BatchAppendResp): void => {
        if (call.cancelled) return;
        call.write(
          response
            .setCorrelationId(new UUID().setString(correlationId))
            .setStreamIdentifier(streamIdentifier(stream)),
        );
      };
      const ends = endsOf(server, call, (refusal) => {
        call.emit('error', refusal);
      });
      const refused = events.map(refusalOf).find(Boolean);
      if (refused !== undefined) {
        answer(batchRefusal(refused));
        return;
      }
      withFault(server, 'append', stream, ends, () => {
        const outcome = append(server, stream, expected, events);
        return () => {
          answer(batchAnswer(outcome, expected, stream, server.maxAppendBytes));
        };
      });
    };

    call.on('data', (request: BatchAppendReq) => {
      const correlationId = uuidText(request.getCorrelationId());
      const one = pending.get(correlationId) ?? {
        options: request.getOptions() ?? new BatchAppendReq.Options(),
        events: [],
      };
      pending.set(correlationId, one);
      one.events.push(...request.getProposedMessagesList().map(proposedEvent));
      if (!request.getIsFinal()) return;
      pending.delete(correlationId);
      finish(correlationId, one);
    });
    call.on('end', () => {
      call.end();
    });
  };
