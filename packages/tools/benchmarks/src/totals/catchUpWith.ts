import { catchUp, ORDER_STREAM_PREFIX, type EventStore, type Partition } from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { openSqliteReadModels } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

const DAY_MS = 86_400_000;

/** Follows a store into a new read model, in a file of its own, until it is where the store is. */
export const catchUpWith = async (
  store: EventStore,
  models: string,
  partition: Partition = { index: 0, of: 1 },
): Promise<void> => {
  const opened = openSqliteReadModels({ file: models });
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  const { openReadModel, close } = opened.right;
  const readModel = openReadModel(orderSummaryProjection);
  const stopping = new AbortController();
  const following = catchUp(
    {
      ...{ store, readModel, partition, prefix: ORDER_STREAM_PREFIX },
      ...{ sleep: () => Promise.resolve(), random: Math.random },
      onFailure: (thrown) => {
        throw thrown;
      },
    },
    stopping.signal,
  );
  const head = (await store.head()) ?? 0n;
  await Promise.race([following, readModel.waitFor(head, DAY_MS)]);
  stopping.abort();
  await following;
  close();
};
