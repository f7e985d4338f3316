import type { AmountMinor } from '@facture/order';
import type { OrderTotals } from '@facture/projections';
import type { JSX } from 'react';

import styles from './Figures.module.css';
import type { HistoryWords } from './text/historyWords';

interface FiguresProps {
  readonly totals: OrderTotals;
  readonly before: OrderTotals | undefined;
  readonly amount: (amountMinor: AmountMinor) => string;
  readonly words: HistoryWords;
}

const shown = [
  'orderedMinor',
  'invoicedMinor',
  'remainingMinor',
  'returnedMinor',
  'currentMinor',
] as const;

/** Shows what an order comes to, and by how much that has just changed. */
export const Figures = ({ totals, before, amount, words }: FiguresProps): JSX.Element => (
  <dl aria-label={words.totals} className={styles['figures']}>
    {shown.map((name) => {
      const change = before === undefined ? 0 : totals[name] - before[name];
      return (
        <div key={name} data-changed={change !== 0}>
          <dt>{words.figures[name]}</dt>
          <dd>
            <span className={styles['amount']}>{amount(totals[name])}</span>
            <span className={styles['change']}>
              {change !== 0 && `${change > 0 ? '+' : ''}${amount(change as AmountMinor)}`}
            </span>
          </dd>
        </div>
      );
    })}
  </dl>
);
