import type { JSX } from 'react';

import type { Judgement } from '../proofs/judgeOrder';
import styles from './Proven.module.css';
import type { HistoryWords } from './text/historyWords';
import { sayOfOrder, type Tone } from './verdictWords';

/** A sign beside a verdict, for those who cannot tell its colour. */
export const Sign = ({ tone }: { readonly tone: Tone }): JSX.Element => (
  <svg viewBox="0 0 16 16" aria-hidden="true" className={styles['sign']} data-tone={tone}>
    <circle cx="8" cy="8" r="7" />
    {tone === 'good' && <path d="m4.8 8.3 2.2 2.2 4.2-4.6" />}
    {tone === 'bad' && <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" />}
  </svg>
);

interface ProvenProps {
  readonly judgement: Judgement | undefined;
  readonly words: HistoryWords;
}

/** Says what is believed of an order. */
export const Proven = ({ judgement, words }: ProvenProps): JSX.Element => {
  const { tone, short } = sayOfOrder(words, judgement);
  return (
    <p role="status" data-tone={tone} className={styles['proven']}>
      <Sign tone={tone} />
      <span>{short}</span>
    </p>
  );
};
