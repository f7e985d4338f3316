import { createParser } from 'eventsource-parser';

import type { Frame } from './totalsMessage';

/** Longer than any frame: an order of 5,000 lines takes less than 2 million characters. */
const MAX_FRAME = 16_777_216;

/** The bytes of a stream, as `fetch` gives them. */
export interface Bytes {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
}

/** How to read a stream of server-sent events. */
export interface FrameSettings {
  /** How long a stream may be without a sign of life. */
  readonly silenceMs: number;
  /** Told when the service says how long to wait before coming back. */
  readonly onRetry: (ms: number) => void;
}

const readWithin = async (bytes: Bytes, silenceMs: number): ReturnType<Bytes['read']> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no sign of life for ${silenceMs} ms`));
    }, silenceMs);
  });
  try {
    return await Promise.race([bytes.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Reads the frames of a stream of server-sent events, whatever pieces it comes in. Whoever takes
 * frames slowly makes the service wait: the next piece is read when all frames of the last were taken.
 *
 * Throws when the stream breaks, is silent for too long, or has a frame without end.
 */
export async function* framesOf(
  bytes: Bytes,
  { silenceMs, onRetry }: FrameSettings,
): AsyncGenerator<Frame, undefined> {
  const decoder = new TextDecoder();
  const complete: Array<Frame> = [];
  const failures: Array<Error> = [];
  const parser = createParser({
    onEvent: (frame) => complete.push(frame),
    onRetry,
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') failures.push(error);
    },
    maxBufferSize: MAX_FRAME,
  });
  for (;;) {
    const { done, value } = await readWithin(bytes, silenceMs);
    if (done) return undefined;
    parser.feed(decoder.decode(value, { stream: true }));
    yield* complete.splice(0);
    if (failures.length > 0) throw new Error(`a frame is longer than ${MAX_FRAME} characters`);
  }
}
