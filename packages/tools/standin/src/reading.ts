import { randomUUID } from 'node:crypto';
import { isTombstoned, lastRevision, noStream } from './appendRules';
import type { EventLog } from './eventLog';
import {
  caughtUpAnswer,
  checkpointAnswer,
  confirmationAnswer,
  eventAnswer,
  notFoundAnswer,
  type EventShape,
} from './readAnswers';
import type { ReadRequest } from './readRequest';
import { streamDeleted, unexpectedResult } from './refusals';
import { selected, subscribed } from './selection';
import type { Sending } from './sending';
import type { Server } from './server';
import { isSoftDeleted, visibleIn } from './streamMetadata';

/** What reading needs of a server. */
type Reading = Pick<Server, 'log' | 'nowMs' | 'streamPositions'>;

/** Where the answers of a read go. */
type Answers = Omit<Sending, 'strike'>;

const isMissing = (log: EventLog, stream: string): boolean =>
  lastRevision(log, stream) === noStream || isSoftDeleted(log, stream);

const shapeOf = (
  { streamPositions }: Reading,
  { stream, structuredIds }: ReadRequest,
): EventShape => ({ structuredIds, withPosition: stream === undefined || streamPositions });

/** Sends what a request finds, and ends. */
export const read = async (
  server: Reading,
  request: ReadRequest,
  sending: Answers,
): Promise<void> => {
  const { count = 0, stream } = request;
  const shape = shapeOf(server, request);
  if (stream !== undefined && isMissing(server.log, stream)) {
    await sending.send(notFoundAnswer(stream));
    sending.end();
    return;
  }
  if (stream !== undefined && request.from === 'end' && !request.backwards) {
    sending.refuse(unexpectedResult());
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
const news = (log: EventLog, sending: Answers): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      offCommit();
      offClose();
      resolve();
    };
    const offCommit = log.onCommit(settle);
    const offClose = sending.onClose(settle);
  });

/** Sends what a request finds and what comes later, for as long as somebody listens. */
export const subscribe = async (
  server: Reading,
  request: ReadRequest,
  sending: Answers,
): Promise<void> => {
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
    } else if (caughtUp || (stream !== undefined && lastRevision(log, stream) === noStream)) {
      // Of a stream that does not exist yet nobody is told that it was caught up with.
      await news(log, sending);
    } else {
      caughtUp = true;
      await sending.send(caughtUpAnswer());
    }
  }
  sending.end();
};
