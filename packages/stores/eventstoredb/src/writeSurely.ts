import { waitBeforeRetry, type Patience, type RetryPolicy } from '@facture/contract';
import type { Task } from 'fp-ts/Task';

import type { WriteAnswer } from './streams';

/** How often a write is tried, how to wait in between, and what ends the waiting. */
export interface Trying extends Patience {
  readonly retry: RetryPolicy;
  readonly closing: AbortSignal;
}

/** What came of a write in the end, and whether an answer was lost on the way. */
export interface SureAnswer {
  readonly answer: WriteAnswer;
  readonly wasLost: boolean;
}

const mayHelp = ({ type }: WriteAnswer): boolean => type === 'Lost' || type === 'NotSent';

const mayBeWritten = ({ type }: WriteAnswer): boolean => type === 'Lost' || type === 'Unclear';

/**
 * Writes, and writes the same again while it is not known what came of it, a bounded number of
 * times. An answer that says nothing about a lost attempt before it is not given for an answer.
 */
export const writeSurely = async (
  write: Task<WriteAnswer>,
  trying: Trying,
): Promise<SureAnswer> => {
  let lost: WriteAnswer | undefined;
  for (let tried = 1; ; tried++) {
    const answer = await write();
    if (answer.type === 'Written' || answer.type === 'Conflict')
      return { answer, wasLost: lost !== undefined };
    if (mayBeWritten(answer)) lost ??= answer;
    const isEnd = tried >= trying.retry.attempts || trying.closing.aborted;
    if (isEnd || !mayHelp(answer)) return { answer: lost ?? answer, wasLost: lost !== undefined };
    await waitBeforeRetry(trying.retry, trying, tried, trying.closing);
  }
};
