import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { readAnswers, type Answer } from './answers';
import type { Shot } from './shot';

/** What a shot was answered with. */
export interface Outcome {
  readonly answers: ReadonlyArray<Answer>;
  /** What is wrong with the conversation itself. */
  readonly trouble: string | undefined;
  /** From the last byte that was sent to the last one of the answer. */
  readonly durationMs: number;
}

/** One client, over one connection at a time. */
export interface Client {
  readonly send: (shot: Shot) => Promise<Outcome>;
  readonly close: () => void;
}

const PAUSE_MS = 2;

/** How long an answer may take, however busy the machine is. */
const ANSWER_MS = 30_000;

const isStream = ({ headers }: Answer): boolean =>
  headers.get('content-type')?.startsWith('text/event-stream') === true;

/** Makes a client of whatever listens on a port of this machine. */
export const clientOn = (port: number, answerWithinMs = ANSWER_MS): Client => {
  let kept: Socket | undefined;

  const connected = async (): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen: true });
    // Where the connection breaks is seen by what was answered until then.
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
    return socket;
  };

  const sendPieces = async (socket: Socket, { pieces, ending }: Shot): Promise<void> => {
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await wait(PAUSE_MS);
      if (socket.writable) socket.write(piece);
    }
    if (ending === 'half-close') socket.end();
    if (ending === 'abort') {
      await wait(PAUSE_MS);
      socket.destroy();
    }
  };

  const converse = async (socket: Socket, shot: Shot): Promise<Outcome> => {
    const { asked, ending } = shot;
    const reader = readAnswers(asked.map(({ method }) => method));
    const { promise: over, resolve } = Promise.withResolvers<'answered' | 'closed' | 'late'>();
    const isAnswered = (): boolean =>
      ending === 'wait' && reader.answers.length >= Math.max(1, asked.length);
    const hear = (bytes: Buffer): void => {
      reader.feed(bytes);
      if (isAnswered() || reader.broken() !== undefined || reader.answers.some(isStream))
        resolve('answered');
    };
    const leave = (): void => {
      reader.end();
      resolve('closed');
    };
    socket.on('data', hear).on('end', leave).on('close', leave);
    if (socket.destroyed) resolve('closed');
    if (shot.readsLast) socket.pause();
    await sendPieces(socket, shot);
    socket.resume();
    const sentAt = performance.now();
    const timer = setTimeout(resolve, answerWithinMs, 'late');
    const how = await over;
    clearTimeout(timer);
    socket.off('data', hear).off('end', leave).off('close', leave);
    const { answers } = reader;
    const mayKeep = answers.every(
      (answer) => !isStream(answer) && answer.headers.get('connection') !== 'close',
    );
    if (how !== 'answered' || !mayKeep || shot.kind === 'hostile transport') socket.destroy();
    const missing =
      ending === 'wait' && asked.length > answers.length && !answers.some(isStream)
        ? 'a request was not answered'
        : undefined;
    return {
      answers,
      trouble:
        how === 'late'
          ? `the server said nothing more for ${String(answerWithinMs)} ms`
          : ending === 'abort'
            ? undefined
            : (reader.broken() ?? missing),
      durationMs: performance.now() - sentAt,
    };
  };

  return {
    send: async (shot) => {
      const socket =
        kept !== undefined && !kept.destroyed && kept.writable && !kept.readableEnded
          ? kept
          : await connected();
      const outcome = await converse(socket, shot);
      kept = socket.destroyed ? undefined : socket;
      return outcome;
    },
    close: () => kept?.destroy(),
  };
};
