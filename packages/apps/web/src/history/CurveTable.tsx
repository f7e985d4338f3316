import type { AmountMinor } from '@facture/order';
import { useState, type JSX } from 'react';

import styles from './CurveTable.module.css';
import type { Moment } from './moments';
import { drawn } from './series';
import type { HistoryWords } from './text/historyWords';

interface CurveTableProps {
  readonly moments: ReadonlyArray<Moment>;
  readonly revision: number;
  readonly amount: (amountMinor: AmountMinor) => string;
  readonly when: (time: string) => string;
  readonly words: HistoryWords;
}

const columns = drawn.toReversed();

/** Shows the curve as numbers, to those who ask for them. */
export const CurveTable = (props: CurveTableProps): JSX.Element => {
  const { moments, revision, amount, when, words } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className={styles['numbers']}
      onToggle={({ currentTarget: { open } }) => {
        setIsOpen(open);
      }}
    >
      <summary>{words.asTable}</summary>
      {isOpen && (
        <div role="region" aria-label={words.curve} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.time}</th>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {words.figures[name]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {moments.map((moment) => (
                <tr
                  key={moment.revision}
                  aria-current={moment.revision === revision ? 'step' : undefined}
                >
                  <th scope="row">{when(moment.occurredAt)}</th>
                  {columns.map((name) => (
                    <td key={name}>{amount(moment.totals[name])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
};
