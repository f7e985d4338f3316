import { startSecondVerifier } from './secondVerifier';
import { TAMPERINGS } from './tamperings';
import { targetOf, tryOne, type Trial, type Verdict } from './tryOne';

/** All that is done to each history. */
export const TRIALS: ReadonlyArray<Trial> = ['untouched', ...TAMPERINGS];

/** A trial that did not go as it must, and the seed to see it again. */
export interface Failure {
  readonly seed: number;
  readonly trial: Trial;
  readonly verdict: NonNullable<Verdict>;
}

/** What a run came to. */
export interface TamperReport {
  readonly from: number;
  readonly each: number;
  readonly events: number;
  /** How many histories of each kind were tried. */
  readonly tried: Readonly<Record<string, number>>;
  readonly failures: ReadonlyArray<Failure>;
}

/** What to run. */
export interface TamperRun {
  readonly from: number;
  readonly each: number;
  /** Whether the second verifier is asked as well. */
  readonly isSecondAsked: boolean;
  readonly onProgress?: (done: number) => void;
}

/** Seals so many histories, leaves each as it is and tampers with it in each way. */
export const runTamper = async ({
  from,
  each,
  isSecondAsked,
  onProgress,
}: TamperRun): Promise<TamperReport> => {
  const second = isSecondAsked ? startSecondVerifier() : undefined;
  const failures: Array<Failure> = [];
  let events = 0;
  try {
    for (let done = 0; done < each; done++) {
      const seed = from + done;
      const target = await targetOf(seed);
      events += target.log.envelopes.length;
      for (const trial of TRIALS) {
        const verdict = await tryOne(target, trial, second);
        if (verdict !== undefined) failures.push({ seed, trial, verdict });
      }
      onProgress?.(done + 1);
    }
  } finally {
    second?.stop();
  }
  const tried = Object.fromEntries(TRIALS.map((trial) => [trial, each]));
  return { from, each, events, tried, failures };
};
