import type { ClientError, FactureClient } from '@facture/client';
import type { OrderEntry } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';
import { left, right, type Either } from 'fp-ts/Either';

import { findOrders } from './findOrders';

const order = (orderId: string) => ({ orderId }) as unknown as OrderEntry;
const refused = (status: number): ClientError => ({
  type: 'Refused',
  status,
  code: '',
  message: '',
  fields: [],
  members: {},
});

type Answer = Either<ClientError, ReadonlyArray<string>>;

/** A client that answers with these orders, or with an error. */
const clientOf = (byId: Answer, byNumber: Answer) =>
  ({
    totals: () => Promise.resolve(byId._tag === 'Left' ? byId : right(order(byId.right[0] ?? ''))),
    orders: () =>
      Promise.resolve(
        byNumber._tag === 'Left' ? byNumber : right({ orders: byNumber.right.map(order) }),
      ),
  }) as unknown as Pick<FactureClient, 'orders' | 'totals'>;

const none = left(refused(404));
const away: Answer = left({ type: 'Unavailable', reason: '', retryAfterMs: null });

describe('finding', () => {
  it.each([
    ['an id', right(['A']), right([]), ['A']],
    ['a number', none, right(['o-1']), ['o-1']],
    ['a number of two sellers', none, right(['o-1', 'o-2']), ['o-1', 'o-2']],
    ['what is both', right(['A']), right(['o-1', 'A']), ['A', 'o-1']],
    ['neither', none, right([]), []],
    ['what no order can be called', left(refused(400)), left(refused(400)), []],
    ['what no request can say', left({ type: 'NotSent', reason: '' } as const), right([]), []],
  ])('%s gives its orders', async (_what, byId, byNumber, ids) => {
    expect(await findOrders(clientOf(byId, byNumber), 'A')).toEqual(right(ids.map(order)));
  });

  it.each([
    [away, right([])],
    [none, away],
    [away, away],
  ])('says why it could not', async (byId, byNumber) => {
    expect(await findOrders(clientOf(byId, byNumber), 'A')).toEqual(away);
  });

  it('is refused with the key', async () => {
    const wrong = left(refused(401));
    expect(await findOrders(clientOf(wrong, wrong), 'A')).toEqual(wrong);
  });
});
