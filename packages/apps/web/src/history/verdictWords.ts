import { absurd } from 'fp-ts/function';

import type { Judgement } from '../proofs/judgeOrder';
import type { HistoryWords } from './text/historyWords';

/** How a verdict is to be taken: as good, as bad, or as not settled. */
export type Tone = 'good' | 'bad' | 'open';

/** A verdict in words: short, and in a sentence where there is more to say. */
export interface Said {
  readonly tone: Tone;
  readonly short: string;
  readonly reason: string;
}

/** Says why nothing was judged. */
const unknownReason = (
  { proof }: HistoryWords,
  error: Extract<Judgement, { readonly type: 'unknown' }>['error'],
): string => (error.type === 'Refused' && error.status === 403 ? proof.noAudit : proof.noLog);

/** Says what is believed of one event. */
export const sayOfEvent = (
  words: HistoryWords,
  judgement: Judgement | undefined,
  revision: number,
): Said => {
  const { proof } = words;
  if (judgement === undefined) return { tone: 'open', short: proof.judging, reason: '' };
  switch (judgement.type) {
    case 'unknown':
      return { tone: 'open', short: proof.unknown, reason: unknownReason(words, judgement.error) };
    case 'doubted':
      return { tone: 'bad', short: proof.doubted, reason: proof.doubt[judgement.doubt.type] };
    case 'judged': {
      const verdict = judgement.verdicts[revision] ?? { type: 'not-yet-sealed' };
      if (verdict.type === 'not-yet-sealed')
        return { tone: 'open', short: proof.waiting, reason: '' };
      return verdict.type === 'verified'
        ? {
            tone: 'good',
            short: proof.verified,
            reason: proof.verifiedAt(verdict.logIndex, verdict.size),
          }
        : { tone: 'bad', short: proof.failed, reason: proof.failure[verdict.reason] };
    }
    default:
      return absurd(judgement);
  }
};

/** Says what is believed of an order. */
export const sayOfOrder = (words: HistoryWords, judgement: Judgement | undefined): Said => {
  const { proof } = words;
  if (judgement?.type !== 'judged') {
    const { tone, short, reason } = sayOfEvent(words, judgement, 0);
    return { tone, short: reason === '' ? short : `${short}. ${reason}`, reason };
  }
  const count = (type: 'failed' | 'not-yet-sealed'): number =>
    judgement.verdicts.filter((verdict) => verdict.type === type).length;
  const [failed, waiting] = [count('failed'), count('not-yet-sealed')];
  if (failed > 0) return { tone: 'bad', short: proof.someFailed(failed), reason: '' };
  const { gone, later } = judgement.unshown;
  if (gone > 0) return { tone: 'bad', short: proof.someGone(gone), reason: '' };
  if (later > 0) return { tone: 'open', short: proof.someLater(later), reason: '' };
  return waiting > 0
    ? { tone: 'open', short: proof.someWaiting(waiting), reason: '' }
    : { tone: 'good', short: proof.allVerified(judgement.verdicts.length), reason: '' };
};
