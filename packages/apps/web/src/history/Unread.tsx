import type { HistoryView } from '@facture/projections';
import { Alert } from '@mantine/core';
import { useMemo, type JSX } from 'react';

import { useText } from '../text/useText';
import { entriesAround, timeIn } from './entries';
import { EventList } from './EventList';
import type { Unreadable } from './moments';
import { Proven } from './Proven';
import type { HistoryWords } from './text/historyWords';
import styles from './Unread.module.css';
import type { Judged } from './useJudgement';

interface UnreadProps {
  readonly orderId: string;
  readonly events: HistoryView['events'];
  readonly unreadable: Unreadable;
  readonly judged: Judged;
  readonly words: HistoryWords;
}

/** Shows the events of an order of which one cannot be read, and nothing that would follow from it. */
export const Unread = (props: UnreadProps): JSX.Element => {
  const { orderId, events, unreadable, judged, words } = props;
  const { locale } = useText();
  const { error, revision } = unreadable;
  const when = useMemo(() => timeIn(locale), [locale]);
  const entries = useMemo(
    () => entriesAround(events, unreadable, words, locale),
    [events, unreadable, words, locale],
  );
  return (
    <>
      <h1>{orderId}</h1>
      <Proven {...judged} words={words} />
      <Alert color="red" variant="outline" className={styles['unread']}>
        <p>{words.unreadable(revision)}</p>
        {error.type === 'UnreadableEvent' ? (
          <pre lang="en" tabIndex={0} aria-label={words.reason}>
            {error.eventType}, version {error.schemaVersion}: {error.reason}
          </pre>
        ) : (
          <p>{words.notPlaced}</p>
        )}
      </Alert>
      <EventList entries={entries} judgement={judged.judgement} when={when} words={words} />
    </>
  );
};
