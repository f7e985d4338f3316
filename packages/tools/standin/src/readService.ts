import { randomUUID } from 'node:crypto';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { isTombstoned, lastRevision, noStream } from './appendRules';
import type { EventLog } from './eventLog';
import type { Running } from './faults';
import { endsOf, withFault } from './faultyCall';
import {
  caughtUpAnswer,
  checkpointAnswer,
  confirmationAnswer,
  eventAnswer,
  notFoundAnswer,
  type EventShape,
} from './readAnswers';
import { readRequest, type ReadRequest } from './readRequest';
import { streamDeleted, thrownByHandler } from './refusals';
import { selected, subscribed } from './selection';
import { openSending, type Sending } from './sending';
import type { Server } from './server';
import { isSoftDeleted, visibleIn } from './streamMetadata';

const isMissing = (log: EventLog, stream: string): boolean =>
  lastRevision(log, stream) === noStream || isSoftDeleted(log, stream);

const shapeOf = (
  { streamPositions }: Server,
  { stream, structuredIds }: ReadRequest,
): EventShape => ({ structuredIds, withPosition: stream === undefined || streamPositions });

const read = async (server: Server, request: ReadRequest, sending: Sending): Promise<void> => {
  const { count = 0, stream } = request;
  const shape = shapeOf(server, request);
  if (stream !== undefined && isMissing(server.log, stream)) {
    await sending.send(notFoundAnswer(stream));
    sending.end();
    return;
  }
  let left = count;
  for (const event of selected(server.log, request, server.nowMs())) {
    if (left <= 0 || !sending.isOpen()) break;
    await sending.sendEvent(eventAnswer(event, shape));
    left -= 1;
  }
  sending.end();
};

/** Resolves at the next commit, or when the client is gone. */
const news = (log: EventLog, sending: Sending): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      offCommit();
      offClose();
      resolve();
    };
    const offCommit = log.onCommit(settle);
    const offClose = sending.onClose(settle);
  });

const subscribe = async (server: Server, request: ReadRequest, sending: Sending): Promise<void> => {
  const { filter, stream } = request;
  const shape = shapeOf(server, request);
  const { log } = server;
  await sending.send(confirmationAnswer(randomUUID()));
  let next = subscribed(log, request).first;
  let caughtUp = false;
  let lookedAt = 0;
  while (sending.isOpen()) {
    // A stream has no list before its first event, so it is looked up each time.
    const event = (stream === undefined ? log.all : log.events(stream))[next];
    if (event !== undefined) {
      next += 1;
      lookedAt += 1;
      const shown = stream === undefined || visibleIn(log, stream, server.nowMs())(event);
      if (shown && filter?.matches(event) !== false) {
        await sending.sendEvent(eventAnswer(event, shape));
      }
      if (filter !== undefined && lookedAt % filter.checkpointEvery === 0) {
        await sending.send(checkpointAnswer(event));
      }
    } else if (stream !== undefined && isTombstoned(log, stream)) {
      sending.refuse(streamDeleted(stream));
    } else if (caughtUp) {
      await news(log, sending);
    } else {
      caughtUp = true;
      await sending.send(caughtUpAnswer());
    }
  }
  sending.end();
};

const parse = (call: { readonly request: ReadReq }): ReadRequest | undefined => {
  try {
    return readRequest(call.request);
  } catch {
    return undefined;
  }
};

/** Reads a stream or `$all`, once or for as long as the client stays. */
export const handleRead =
  (server: Server, running: Running): handleServerStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    const ends = endsOf(server, call, (refusal) => {
      call.emit('error', refusal);
    });
    const request = parse(call);
    if (request === undefined) {
      ends.refuse(thrownByHandler());
      return;
    }
    const stream = request.stream ?? '$all';
    const operation = request.count === undefined ? 'subscribe' : 'read';
    withFault(server, operation, stream, ends, (fault) => () => {
      if (request.stream !== undefined && isTombstoned(server.log, stream)) {
        ends.refuse(streamDeleted(stream));
        return;
      }
      const readFault =
        fault?.type === 'break' || fault?.type === 'end-quietly' ? fault : undefined;
      const sending = openSending(call, ends, readFault);
      running.set(sending, { operation, stream });
      sending.onClose(() => running.delete(sending));
      if (readFault?.afterEvents === 0) sending.strike(readFault);
      void (operation === 'read'
        ? read(server, request, sending)
        : subscribe(server, request, sending));
    });
  };
