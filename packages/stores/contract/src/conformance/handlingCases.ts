import assert from 'node:assert/strict';

import {
  CommandId,
  InvoiceNumber,
  noTracking,
  OrderId,
  Timestamp,
  type UpdateTracking,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import type { Type } from 'io-ts';

import type { EventStore } from '../eventStore';
import { handleCommand } from '../handle';
import { orderStream } from '../orderStream';
import { anEvent, appended, asWritten, collect, contentOf } from './given';
import { onStore, type EventStoreCase } from './harness';

const valid = <A>(codec: Type<A, unknown>, value: unknown): A => {
  const decoded = codec.decode(value);
  if (E.isLeft(decoded)) throw new Error(`${String(value)} is no ${codec.name}`);
  return decoded.right;
};

const trackingOf = (orderId: OrderId): UpdateTracking => ({
  type: 'UpdateTracking',
  orderId,
  commandId: valid(CommandId, 'c-1'),
  at: valid(Timestamp, '2026-01-31T12:00:00.000Z'),
  invoiceNumber: valid(InvoiceNumber, '1'),
  tracking: { ...noTracking, courier: 'by bicycle' },
});

const handling = (store: EventStore) =>
  handleCommand({ store, scope: 'seller', random: () => 0, sleep: () => Promise.resolve() });

const UNREADABLE = {
  'a type that is not known': { type: 'OrderForgotten', data: '{}' },
  'data that its codec refuses': { type: 'OrderPlaced', data: '{"orderId":"1"}' },
  'a schema version that is not known': { type: 'OrderPlaced', schemaVersion: 99, data: '{}' },
};

/** Events that a store gives back and the domain cannot read. */
export const handlingCases: ReadonlyArray<EventStoreCase> = Object.entries(UNREADABLE).map(
  ([what, change]) =>
    onStore(
      `an event that cannot be read stops its stream and no other: ${what}`,
      async (store) => {
        const [broken, other] = [valid(OrderId, 'broken'), valid(OrderId, 'other')];
        const stream = orderStream(broken);
        const unreadable = anEvent(change);
        const { position } = await appended(store, stream, 'no-stream', [unreadable]);
        await appended(store, stream, 0);
        const before = await contentOf(store);

        const outcome = await handling(store)(trackingOf(broken))();
        assert.ok(E.isLeft(outcome) && outcome.left.type === 'StreamQuarantined');
        const { reason, ...place } = outcome.left;
        assert.ok(reason.length > 0);
        assert.deepEqual(place, { type: 'StreamQuarantined', stream, revision: 0, position });
        assert.deepEqual(await contentOf(store), before);

        assert.deepEqual(
          await handling(store)(trackingOf(other))(),
          E.left({ type: 'OrderNotFound', orderId: other }),
        );
        const [given] = await collect(store.read(stream));
        assert.deepEqual(given && asWritten(given), asWritten(unreadable));
      },
    ),
);
