import type { FactureClient } from '@facture/client';
import { Alert, Button, Loader } from '@mantine/core';
import * as E from 'fp-ts/Either';
import { useEffect, type JSX } from 'react';

import { orderPath } from '../app/route';
import { navigate } from '../app/useRoute';
import { complain } from '../text/complain';
import { useText } from '../text/useText';
import type { Words } from '../text/words';
import styles from './FindOrder.module.css';
import { OrderRows } from './OrderRows';
import { SearchField } from './SearchField';
import { useOrders } from './useOrders';

interface FindOrderProps {
  readonly client: FactureClient;
  /** What is sought; empty for the orders that changed last. */
  readonly sought: string;
}

/** Says what the results are: what was found, or what changed last. */
const heading = (search: Words['search'], sought: string, count: number | undefined): string => {
  if (sought === '') return search.recent;
  if (count === 0) return search.nothing(sought);
  return count === undefined ? sought : search.found(count, sought);
};

const Results = ({ client, sought }: FindOrderProps): JSX.Element => {
  const { words } = useText();
  const { search } = words;
  const { orders, again } = useOrders(client, sought);
  const found = orders !== undefined && E.isRight(orders) ? orders.right : undefined;
  const only = sought !== '' && found?.length === 1 ? found[0]?.orderId : undefined;
  useEffect(() => {
    if (only !== undefined) navigate(orderPath(only), 'replace');
  }, [only]);

  const title = <h2>{heading(search, sought, found?.length)}</h2>;
  if (orders === undefined || only !== undefined)
    return <Loader size="sm" aria-label={words.loading} />;
  if (E.isLeft(orders))
    return (
      <Alert color="red" variant="outline">
        <p className={styles['said']}>{complain(words, orders.left)}</p>
        <Button variant="default" onClick={again}>
          {words.again}
        </Button>
      </Alert>
    );
  if (orders.right.length > 0)
    return (
      <>
        {title}
        <OrderRows orders={orders.right} />
      </>
    );
  return sought === '' ? (
    <p className={styles['none']}>
      {search.noneYet} <a href="/docs">{search.howToPlace}</a>
    </p>
  ) : (
    <>
      {title}
      <p className={styles['none']}>{search.nothingRemedy}</p>
    </>
  );
};

/** Finds orders by what is typed, and shows those that changed last until something is. */
export const FindOrder = ({ client, sought }: FindOrderProps): JSX.Element => {
  const { search } = useText().words;
  return (
    <div className={styles['page']}>
      <h1>{search.title}</h1>
      <SearchField isLarge sought={sought} />
      <section aria-live="polite" className={styles['results']}>
        <Results client={client} sought={sought} />
      </section>
    </div>
  );
};
