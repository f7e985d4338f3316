import type { AmountMinor } from '@facture/order';
import { Button, Slider } from '@mantine/core';
import { useMemo, type JSX } from 'react';

import { money } from '../text/money';
import { useText } from '../text/useText';
import { Curve } from './Curve';
import { CurveTable } from './CurveTable';
import { Documents } from './Documents';
import { entriesOf, timeIn } from './entries';
import { EventList } from './EventList';
import { Figures } from './Figures';
import { Lines } from './Lines';
import { documentsAt, type Moment } from './moments';
import { Proven } from './Proven';
import type { HistoryWords } from './text/historyWords';
import styles from './Travel.module.css';
import type { Judged } from './useJudgement';
import { useStep } from './useStep';

interface TravelProps {
  readonly moments: ReadonlyArray<Moment>;
  readonly judged: Judged;
  readonly words: HistoryWords;
}

/** Shows an order as it was after any of its events. */
export const Travel = ({ moments, judged, words }: TravelProps): JSX.Element => {
  const { locale } = useText();
  const last = moments.length - 1;
  const { revision, go } = useStep(last);
  const when = useMemo(() => timeIn(locale), [locale]);
  const entries = useMemo(() => entriesOf(moments, words, locale), [moments, words, locale]);
  const documents = useMemo(() => documentsAt(moments, revision), [moments, revision]);
  const [at, entry] = [moments[revision], entries[revision]];
  if (at === undefined || entry === undefined) return <></>;
  const { totals, occurredAt, fact } = at;
  const latest = fact.type === 'OrderPlaced' ? undefined : fact.parameters.invoiceNumber;
  const { sentence } = entry;
  const before = moments[revision - 1]?.totals;
  const amount = (amountMinor: AmountMinor): string => money(locale, amountMinor, totals.currency);
  return (
    <>
      <header className={styles['head']}>
        <h1>{totals.orderId}</h1>
        <p data-status={totals.status} className={styles['status']}>
          {words.status[totals.status]}
        </p>
      </header>
      <Proven {...judged} words={words} />

      <section aria-label={words.travel} className={styles['travel']}>
        <div className={styles['place']}>
          <p aria-live="polite">
            <span className={styles['step']}>
              {words.step(revision + 1, moments.length)}
              {revision === last && `, ${words.now}`}
            </span>
            <strong>{sentence}</strong>
            <time dateTime={occurredAt}>{when(occurredAt)}</time>
          </p>
          <div className={styles['buttons']}>
            <Button variant="default" disabled={revision === 0} onClick={() => go(revision - 1)}>
              {words.earlier}
            </Button>
            <Button variant="default" disabled={revision === last} onClick={() => go(revision + 1)}>
              {words.later}
            </Button>
          </div>
        </div>
        {last > 0 && (
          <Slider
            thumbLabel={words.travel}
            thumbValueText={`${words.step(revision + 1, moments.length)}: ${sentence}`}
            label={null}
            min={0}
            max={last}
            step={1}
            value={revision}
            onChange={go}
            marks={last > 40 ? [] : moments.map(({ revision: value }) => ({ value }))}
            className={styles['slider']}
          />
        )}
      </section>

      <Figures totals={totals} before={before} amount={amount} words={words} />

      <div className={styles['columns']}>
        <EventList
          entries={entries}
          place={{ revision, go }}
          judgement={judged.judgement}
          when={when}
          words={words}
        />
        <div className={styles['aside']}>
          <Lines totals={totals} before={before} words={words} />
          <Curve moments={moments} revision={revision} locale={locale} words={words}>
            <CurveTable
              moments={moments}
              revision={revision}
              amount={amount}
              when={when}
              words={words}
            />
          </Curve>
          <Documents documents={documents} latest={latest} amount={amount} words={words} />
        </div>
      </div>
    </>
  );
};
