import type { AcceptedDocument, AmountMinor } from '@facture/order';
import type { JSX } from 'react';

import styles from './Documents.module.css';
import type { HistoryWords } from './text/historyWords';

interface DocumentsProps {
  readonly documents: ReadonlyArray<AcceptedDocument>;
  /** The number of the document that the last event is about, if it is about one. */
  readonly latest: string | undefined;
  readonly amount: (amountMinor: AmountMinor) => string;
  readonly words: HistoryWords;
}

/** Lists the invoices and returns of an order, with what was known of their packages. */
export const Documents = ({ documents, latest, amount, words }: DocumentsProps): JSX.Element => (
  <section className={styles['documents']}>
    <h2>{words.documents}</h2>
    {documents.length === 0 && <p>{words.noDocuments}</p>}
    <ul>
      {documents.map(({ documentType, data: { invoiceNumber, valueMinor }, tracking }) => (
        <li key={invoiceNumber} data-changed={invoiceNumber === latest}>
          <span className={styles['number']}>{words.document[documentType](invoiceNumber)}</span>
          <span className={styles['value']}>{amount(valueMinor)}</span>
          <span className={styles['package']}>{words.package(tracking)}</span>
        </li>
      ))}
    </ul>
  </section>
);
