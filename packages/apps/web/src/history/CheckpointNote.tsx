import type { JSX } from 'react';

import type { Held } from '../proofs/judgeProofs';
import styles from './CheckpointNote.module.css';
import type { HistoryWords } from './text/historyWords';

interface CheckpointNoteProps {
  readonly against: Held;
  readonly words: HistoryWords;
}

/** Shows the checkpoint that events were judged against, to be kept where the service cannot reach it. */
export const CheckpointNote = ({ against, words }: CheckpointNoteProps): JSX.Element => {
  const { checkpoint } = words.proof;
  return (
    <details className={styles['note']}>
      <summary>{checkpoint.title}</summary>
      <p>{checkpoint.about}</p>
      <pre tabIndex={0} aria-label={checkpoint.note}>
        {against.note}
      </pre>
      <p>{checkpoint.key}</p>
      <pre tabIndex={0} aria-label={checkpoint.key}>
        {against.key}
      </pre>
    </details>
  );
};
