import type { AmountMinor } from '@facture/order';
import type { JSX } from 'react';

import type { Judgement } from '../proofs/judgeOrder';
import styles from './EventList.module.css';
import type { Moment } from './moments';
import { Sign } from './Proven';
import type { HistoryWords } from './text/historyWords';
import { tell } from './text/tell';
import { sayOfEvent } from './verdictWords';

interface EventListProps {
  readonly moments: ReadonlyArray<Moment>;
  readonly revision: number;
  readonly judgement: Judgement | undefined;
  readonly amount: (amountMinor: AmountMinor) => string;
  readonly when: (time: string) => string;
  readonly words: HistoryWords;
  readonly go: (revision: number) => void;
}

/** The stored event as text: what is JSON in it is laid out, and says what it says in the store. */
const storedText = ({ stored, revision }: Moment): string => {
  const { data, metadata, ...rest } = stored;
  return JSON.stringify({ revision, ...rest, data, metadata }, null, 2);
};

/** Lists what happened, with what is believed of each event and how it is stored. */
export const EventList = (props: EventListProps): JSX.Element => {
  const { moments, revision, judgement, amount, when, words, go } = props;
  return (
    <section>
      <h2>{words.events}</h2>
      <ol className={styles['events']}>
        {moments.map((moment) => {
          const { tone, short, reason } = sayOfEvent(words, judgement, moment.revision);
          return (
            <li
              key={moment.revision}
              data-at={moment.revision === revision}
              data-later={moment.revision > revision}
            >
              <button
                type="button"
                aria-current={moment.revision === revision ? 'step' : undefined}
                onClick={() => go(moment.revision)}
              >
                <span className={styles['sentence']}>{tell(words, moment.fact, amount)}</span>
                <time dateTime={moment.occurredAt}>{when(moment.occurredAt)}</time>
              </button>
              <details>
                <summary data-tone={tone}>
                  <Sign tone={tone} />
                  <span>{short}</span>
                </summary>
                {reason !== '' && <p>{reason}</p>}
                <p className={styles['stored']}>{words.stored}</p>
                <pre tabIndex={0}>{storedText(moment)}</pre>
              </details>
            </li>
          );
        })}
      </ol>
    </section>
  );
};
