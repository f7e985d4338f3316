import type { OrderId } from '@facture/order';
import type { Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';

import { isWriting, type Answer, type Endpoint } from './endpoint';

const late = (endpoint: Endpoint, orderId: OrderId): Refusal => ({
  type: isWriting(endpoint) ? 'OutcomeUnknown' : 'StoreUnavailable',
  orderId,
  reason: 'it did not answer in time',
});

/**
 * Answers in time, whatever the store does. What was begun goes on: of a writing nobody knows then
 * what will become of it.
 */
export const inTime =
  (endpoint: Endpoint, orderId: OrderId, ms: number) =>
  (answering: TaskEither<Refusal, Answer>): TaskEither<Refusal, Answer> =>
  async () => {
    const { promise, resolve } = Promise.withResolvers<E.Either<Refusal, Answer>>();
    const timer = setTimeout(() => {
      resolve(E.left(late(endpoint, orderId)));
    }, ms);
    try {
      return await Promise.race([answering(), promise]);
    } finally {
      clearTimeout(timer);
    }
  };
