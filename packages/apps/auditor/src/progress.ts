import { SingleBar } from 'cli-progress';

/** Shows how far something is. */
interface Progress {
  /** Tells what part of it is done, from 0 to 1, and how many things that were. */
  readonly advance: (part: number, count: number) => void;
  readonly end: () => void;
}

/** Begins to show something that goes through things of a kind: `events`, for instance. */
export type StartProgress = (what: string, unit: string) => Progress;

// What is over in a moment needs no bar.
const PATIENCE_MS = 1_000;
const STEPS = 10_000;
// Asking for the time is dear where things go by at a million in a second.
const COUNTS_PER_LOOK = 64;

const silent: StartProgress = () => ({ advance: () => undefined, end: () => undefined });

const rateOf = (count: number, ms: number): string =>
  Math.round((count / ms) * 1_000).toLocaleString('en-US');

/**
 * Shows bars with rate and time left on a terminal, for whatever takes longer than a second. On a
 * stream that is no terminal nothing is shown.
 */
export const progressOn = (
  stream: NodeJS.WriteStream,
  now: () => number = () => performance.now(),
): StartProgress => {
  if (!stream.isTTY) return silent;
  return (what, unit) => {
    const begun = now();
    let bar: SingleBar | undefined;
    let calls = 0;
    const begin = (value: number, payload: object): SingleBar => {
      const fresh = new SingleBar({
        stream,
        format: `${what} {bar} {percentage}% | {count} ${unit} | {rate} ${unit}/s | {eta_formatted} left`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        clearOnComplete: true,
        etaBuffer: 50,
        fps: 5,
      });
      fresh.start(STEPS, value, payload);
      return fresh;
    };
    return {
      advance: (part, count) => {
        calls += 1;
        if (calls % COUNTS_PER_LOOK !== 0) return;
        const ms = now() - begun;
        if (ms < PATIENCE_MS) return;
        const value = Math.min(STEPS, Math.floor(part * STEPS));
        const payload = { count: count.toLocaleString('en-US'), rate: rateOf(count, ms) };
        if (bar === undefined) bar = begin(value, payload);
        else bar.update(value, payload);
      },
      end: () => {
        bar?.stop();
      },
    };
  };
};
