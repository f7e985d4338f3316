import type { StoredEventView } from '@facture/projections';
import type { JSX } from 'react';

import type { Judgement } from '../proofs/judgeOrder';
import styles from './EventList.module.css';
import { Sign } from './Proven';
import type { HistoryWords } from './text/historyWords';
import { sayOfEvent, type Said } from './verdictWords';

/** An event as it is listed. */
export interface Entry {
  readonly revision: number;
  readonly sentence: string;
  /** Undefined for an event that was not read. */
  readonly occurredAt: string | undefined;
  readonly stored: StoredEventView;
}

/** Where the reader is in the list, and how to go elsewhere. */
interface Place {
  readonly revision: number;
  readonly go: (revision: number) => void;
}

interface EventListProps {
  readonly entries: ReadonlyArray<Entry>;
  /** Undefined where there is no travelling. */
  readonly place?: Place;
  readonly judgement: Judgement | undefined;
  readonly when: (time: string) => string;
  readonly words: HistoryWords;
}

interface RowProps extends Pick<EventListProps, 'when' | 'words'>, Said {
  readonly entry: Entry;
  readonly isAt: boolean;
  readonly isLater: boolean;
  readonly go: Place['go'] | undefined;
}

const inUtc = (time: string): string => time.replace('T', ' ').replace('Z', ' UTC');

/** The stored event as text: what is JSON in it is laid out, and says what it says in the store. */
const storedText = ({ stored, revision }: Entry): string => {
  const { data, metadata, ...rest } = stored;
  return JSON.stringify({ revision, ...rest, data, metadata }, null, 2);
};

const Row = ({ entry, isAt, isLater, go, ...said }: RowProps): JSX.Element => {
  const { tone, short, reason, when, words } = said;
  const { revision, sentence, occurredAt } = entry;
  const what = (
    <>
      <span className={styles['sentence']}>{sentence}</span>
      {occurredAt !== undefined && <time dateTime={occurredAt}>{when(occurredAt)}</time>}
    </>
  );
  return (
    <li data-at={isAt} data-later={isLater} data-tone={tone} data-unread={occurredAt === undefined}>
      {go === undefined ? (
        what
      ) : (
        <button type="button" aria-current={isAt ? 'step' : undefined} onClick={() => go(revision)}>
          {what}
        </button>
      )}
      <details>
        <summary data-tone={tone}>
          <Sign tone={tone} />
          <span>{short}</span>
        </summary>
        {reason !== '' && <p>{reason}</p>}
        {occurredAt !== undefined && <p className={styles['utc']}>{inUtc(occurredAt)}</p>}
        <p className={styles['stored']}>{words.stored}</p>
        <pre tabIndex={0}>{storedText(entry)}</pre>
      </details>
    </li>
  );
};

/** Lists what happened, with what is believed of each event and how it is stored. */
export const EventList = (props: EventListProps): JSX.Element => {
  const { entries, place, judgement, when, words } = props;
  return (
    <section>
      <h2>{words.events}</h2>
      <ol className={styles['events']}>
        {entries.map((entry) => (
          <Row
            key={entry.revision}
            entry={entry}
            isAt={entry.revision === place?.revision}
            isLater={place !== undefined && entry.revision > place.revision}
            go={place?.go}
            when={when}
            words={words}
            {...sayOfEvent(words, judgement, entry.revision)}
          />
        ))}
      </ol>
    </section>
  );
};
