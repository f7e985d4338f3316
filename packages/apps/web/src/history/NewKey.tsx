import { Button } from '@mantine/core';
import { useState, type JSX } from 'react';

import styles from './NewKey.module.css';
import type { HistoryWords } from './text/historyWords';

interface NewKeyProps {
  readonly held: string;
  readonly offered: string;
  readonly accept: (key: string) => void;
  readonly words: HistoryWords;
}

/** Shows the key that was held and the one that is offered, and lets the latter be trusted. */
export const NewKey = ({ held, offered, accept, words }: NewKeyProps): JSX.Element => {
  const { newKey } = words.proof;
  const [isCompared, setIsCompared] = useState(false);
  return (
    <div className={styles['keys']}>
      <p>{newKey.about}</p>
      <dl>
        <dt>{newKey.held}</dt>
        <dd>{held}</dd>
        <dt>{newKey.offered}</dt>
        <dd>{offered}</dd>
      </dl>
      <label>
        <input
          type="checkbox"
          checked={isCompared}
          onChange={(event) => setIsCompared(event.currentTarget.checked)}
        />
        {newKey.compared}
      </label>
      <Button variant="default" disabled={!isCompared} onClick={() => accept(offered)}>
        {newKey.accept}
      </Button>
    </div>
  );
};
