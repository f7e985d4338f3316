import type { LineTotals, OrderTotals } from '@facture/projections';
import type { JSX } from 'react';

import styles from './Lines.module.css';
import type { HistoryWords } from './text/historyWords';

interface LinesProps {
  readonly totals: OrderTotals;
  readonly before: OrderTotals | undefined;
  readonly words: HistoryWords;
}

const unitsOf = ({ quantity, invoiced, returned, leftToInvoice }: LineTotals) => [
  quantity,
  invoiced.units,
  returned.units,
  leftToInvoice,
];

/** Shows how many units of each line are invoiced, returned and left. */
export const Lines = ({ totals, before, words: { line, lines } }: LinesProps): JSX.Element => (
  <section className={styles['lines']}>
    <h2>{lines}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">{line.item}</th>
          {[line.ordered, line.invoiced, line.returned, line.left].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {totals.lines.map((one, index) => {
          const earlier = before?.lines[index];
          const unitsBefore = earlier === undefined ? [] : unitsOf(earlier);
          return (
            <tr key={one.lineIndex}>
              <th scope="row">{one.skuId}</th>
              {unitsOf(one).map((units, column) => (
                <td
                  key={column}
                  data-changed={earlier !== undefined && unitsBefore[column] !== units}
                >
                  {units}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  </section>
);
