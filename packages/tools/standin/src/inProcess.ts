import type {
  AppendReq,
  AppendResp,
  ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import { appendAnswer } from './appendAnswers';
import { appendRequest } from './appendRequest';
import { openEventLog } from './eventLog';
import { read, subscribe } from './reading';
import { readRequest } from './readRequest';
import { maximumAppendSizeExceeded, streamDeleted, type Refusal } from './refusals';
import type { StoredEvent } from './storedEvent';
import { append } from './writing';

/** What a server without a wire is told. */
export interface InProcessOptions {
  readonly now: () => Date;
  /** The size of an append from which on it is refused: 1 MiB by default. */
  readonly maxAppendBytes?: number;
}

/** A server without a wire: it answers messages as the one on the wire does, at once. */
export interface InProcessServer {
  /** Appends, and throws what the server would refuse the call with. */
  readonly append: (requests: ReadonlyArray<AppendReq>) => AppendResp;
  /** Reads or subscribes until the signal is aborted, one answer for each that is asked for. */
  readonly read: (request: ReadReq, signal: AbortSignal) => AsyncIterable<ReadResp>;
  /** All events in their order. */
  readonly events: ReadonlyArray<StoredEvent>;
}

/** A refusal as it arrives at the other end of a wire. */
const asError = ({ code, details, metadata }: Refusal): Error =>
  Object.assign(new Error(details), { code, details, metadata });

/** Hands out answers one by one, each when the one before was taken. */
async function* answersOf(
  run: (sending: Parameters<typeof read>[2]) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<ReadResp, undefined> {
  const waiting: Array<ReadResp> = [];
  const listeners = new Set<() => void>();
  const ending: { refused?: Refusal } = {};
  let wake: () => void = () => undefined;
  let isOpen = !signal.aborted;
  const close = (): void => {
    isOpen = false;
    wake();
    for (const listener of listeners) listener();
  };
  signal.addEventListener('abort', close);
  const send = (answer: ReadResp): Promise<void> => {
    waiting.push(answer);
    wake();
    return Promise.resolve();
  };
  const arrived = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      if (!isOpen || waiting.length > 0) resolve();
    });
  void run({
    isOpen: () => isOpen,
    send,
    sendEvent: send,
    end: close,
    refuse: (refusal) => {
      ending.refused = refusal;
      close();
    },
    onClose: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  try {
    do {
      await arrived();
      yield* waiting.splice(0);
    } while (isOpen || waiting.length > 0);
    if (ending.refused !== undefined) throw asError(ending.refused);
    return undefined;
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

/** Opens a server without a wire, which keeps its events in memory. */
export const openInProcess = ({
  now,
  maxAppendBytes = 1024 * 1024,
}: InProcessOptions): InProcessServer => {
  const log = openEventLog(undefined, 0);
  const server = { log, nowMs: () => now().getTime(), maxAppendBytes, streamPositions: true };
  return {
    append: (requests) => {
      const { stream, expected, events, refused } = appendRequest(requests);
      if (refused !== undefined) throw asError(refused);
      const outcome = append(server, stream, expected, events);
      if (outcome.type === 'stream-deleted') throw asError(streamDeleted(stream));
      if (outcome.type === 'too-large') throw asError(maximumAppendSizeExceeded(maxAppendBytes));
      return appendAnswer(outcome, expected);
    },
    read: (message, signal) => {
      const request = readRequest(message);
      const run = request.count === undefined ? subscribe : read;
      return answersOf((sending) => run(server, request, sending), signal);
    },
    events: log.all,
  };
};
