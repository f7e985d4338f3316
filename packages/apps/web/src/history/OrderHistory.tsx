import './styles';

import type { ClientError, FactureClient } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import { Alert, Button, Loader } from '@mantine/core';
import * as E from 'fp-ts/Either';
import { useMemo, type JSX } from 'react';

import { complain } from '../text/complain';
import type { Language } from '../text/language';
import { useText } from '../text/useText';
import { momentsOf } from './moments';
import styles from './OrderHistory.module.css';
import { inEnglish } from './text/inEnglish';
import { inPortuguese } from './text/inPortuguese';
import type { HistoryWords } from './text/historyWords';
import { Travel } from './Travel';
import { Unread } from './Unread';
import { useHistory } from './useHistory';
import { useJudgement } from './useJudgement';

export interface OrderHistoryProps {
  readonly orderId: string;
  readonly client: FactureClient;
  readonly language: Language;
}

const wordsOf: Readonly<Record<Language, HistoryWords>> = { en: inEnglish, pt: inPortuguese };

interface FailureProps extends OrderHistoryProps {
  readonly error: ClientError;
  readonly again: () => void;
}

const Failure = ({ error, orderId, language, again }: FailureProps): JSX.Element => {
  const { words } = useText();
  const own = wordsOf[language];
  if (error.type === 'Refused' && (error.status === 404 || error.status === 400))
    return (
      <>
        <h1>{own.notFound}</h1>
        <p>{own.noSuchOrder(orderId)}</p>
      </>
    );
  return (
    <>
      <h1>{orderId}</h1>
      <Alert color="red" variant="outline">
        <p className={styles['said']}>{complain(words, error)}</p>
        <Button variant="default" onClick={again}>
          {own.again}
        </Button>
      </Alert>
    </>
  );
};

interface SoundProps {
  readonly orderId: string;
  readonly history: HistoryView;
  readonly client: FactureClient;
  readonly words: HistoryWords;
}

const Sound = ({ orderId, history, client, words }: SoundProps): JSX.Element => {
  const moments = useMemo(() => momentsOf(history.events), [history]);
  const judged = useJudgement(client, orderId, history.events);
  if (E.isRight(moments)) return <Travel moments={moments.right} judged={judged} words={words} />;
  return (
    <Unread
      orderId={orderId}
      events={history.events}
      unreadable={moments.left}
      judged={judged}
      words={words}
    />
  );
};

/** Shows what happened to an order, what it came to at each step, and what is proven of it. */
export const OrderHistory = (props: OrderHistoryProps): JSX.Element => {
  const { orderId, client, language } = props;
  const words = wordsOf[language];
  const { history, again } = useHistory(client, orderId);
  if (history === undefined)
    return (
      <>
        <h1>{orderId}</h1>
        <Loader size="sm" aria-label={words.loading} />
      </>
    );
  return (
    <article className={styles['order']}>
      {E.isLeft(history) ? (
        <Failure {...props} error={history.left} again={again} />
      ) : (
        <Sound orderId={orderId} history={history.right} client={client} words={words} />
      )}
    </article>
  );
};
