import type { OrderEntry } from '@facture/projections';
import type { JSX } from 'react';

import { Link } from '../app/Link';
import { orderPath } from '../app/route';
import { money } from '../text/money';
import { useText } from '../text/useText';
import styles from './OrderRows.module.css';

/** Lists orders, each with what it is worth and where it stands. */
export const OrderRows = ({
  orders,
}: {
  readonly orders: ReadonlyArray<OrderEntry>;
}): JSX.Element => {
  const { locale, words } = useText();
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ul className={styles['rows']}>
      {orders.map(({ orderId, status, currency, currentMinor, updatedAt }) => (
        <li key={orderId}>
          <Link href={orderPath(orderId)}>
            <span className={styles['id']}>{orderId}</span>
            <span className={styles['amount']}>{money(locale, currentMinor, currency)}</span>
            <span className={styles['status']} data-status={status}>
              {words.search.status[status]}
            </span>
            <time dateTime={updatedAt}>{moment.format(new Date(updatedAt))}</time>
          </Link>
        </li>
      ))}
    </ul>
  );
};
