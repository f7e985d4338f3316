import type { JSX } from 'react';

import { CheckpointNote } from './CheckpointNote';
import { NewKey } from './NewKey';
import styles from './Proven.module.css';
import type { HistoryWords } from './text/historyWords';
import type { Judged } from './useJudgement';
import { sayOfOrder, type Tone } from './verdictWords';

/** A sign beside a verdict, for those who cannot tell its colour. */
export const Sign = ({ tone }: { readonly tone: Tone }): JSX.Element => (
  <svg viewBox="0 0 16 16" aria-hidden="true" className={styles['sign']} data-tone={tone}>
    <circle cx="8" cy="8" r="7" />
    {tone === 'good' && <path d="m4.8 8.3 2.2 2.2 4.2-4.6" />}
    {tone === 'bad' && <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" />}
  </svg>
);

interface ProvenProps extends Judged {
  readonly words: HistoryWords;
}

/** Says what is believed of an order. */
export const Proven = ({ judgement, acceptKey, words }: ProvenProps): JSX.Element => {
  const { tone, short } = sayOfOrder(words, judgement);
  const doubt = judgement?.type === 'doubted' ? judgement.doubt : undefined;
  const against = judgement?.type === 'judged' ? judgement.against : null;
  const isFirst = tone === 'good' && judgement?.type === 'judged' && !judgement.isHeldAgainst;
  return (
    <>
      <p role={tone === 'bad' ? 'alert' : 'status'} data-tone={tone} className={styles['proven']}>
        <Sign tone={tone} />
        <span>{short}</span>
      </p>
      {isFirst && <p className={styles['more']}>{words.proof.first}</p>}
      {tone === 'bad' && <p className={styles['more']}>{words.proof.remedy}</p>}
      {against !== null && <CheckpointNote against={against} words={words} />}
      {doubt?.type === 'KeyChanged' && (
        <NewKey held={doubt.held} offered={doubt.offered} accept={acceptKey} words={words} />
      )}
    </>
  );
};
