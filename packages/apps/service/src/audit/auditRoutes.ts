import { orderStream, type EventStore, type RecordedEvent } from '@facture/contract';
import type { OrderId } from '@facture/order';
import type { ConsistencyProofView, InclusionProofView, OrderProofsView } from '@facture/proofs';
import { eventPositionParameter, logSizeParameter, type Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';

import type { Call, Endpoint } from '../http/endpoint';
import { readFailure } from '../orders/readFailure';
import type { Ports } from '../ports';
import { fromLog, type Sealed } from './auditLog';

type Answered<A> = E.Either<Refusal, A>;

const text = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

const texts = (hashes: ReadonlyArray<Uint8Array>): ReadonlyArray<string> => hashes.map(text);

/** The size that is asked for, which the log must have had; the present one unless told. */
const sizeOf = (
  { query }: Call,
  name: 'size' | 'from' | 'to',
  { latest: { size: largest } }: Sealed,
): Answered<number> =>
  pipe(
    query(name) === undefined ? E.right(largest) : logSizeParameter(name)(query(name)),
    E.flatMap((size): Answered<number> =>
      size <= largest ? E.right(size) : E.left({ type: 'NoSuchLogSize', size, largest }),
    ),
  );

const inclusion = (call: Call, sealed: Sealed): Answered<InclusionProofView> =>
  pipe(
    E.Do,
    E.bind('position', () => eventPositionParameter(call.query('position'))),
    E.bind('size', () => sizeOf(call, 'size', sealed)),
    E.flatMap(({ position, size }): Answered<InclusionProofView> => {
      const proof = sealed.proofs.inclusion(position, size);
      if (proof === undefined) return E.left({ type: 'EventNotSealed', position, size });
      const { logIndex, leafHash, hashes } = proof;
      return E.right({
        position: position.toString(),
        logIndex,
        size,
        leafHash: text(leafHash),
        hashes: texts(hashes),
      });
    }),
  );

const consistency = (call: Call, sealed: Sealed): Answered<ConsistencyProofView> =>
  pipe(
    E.Do,
    E.bind('from', () => logSizeParameter('from')(call.query('from'))),
    E.bind('to', () => sizeOf(call, 'to', sealed)),
    E.flatMap(({ from, to }): Answered<ConsistencyProofView> =>
      from > to
        ? E.left({ type: 'NoSuchLogSize', size: from, largest: to })
        : E.right({ from, to, hashes: texts(sealed.proofs.consistency(from, to)) }),
    ),
  );

const orderEvents =
  (store: EventStore) =>
  (orderId: OrderId): TE.TaskEither<Refusal, ReadonlyArray<RecordedEvent>> =>
  async () => {
    const events: Array<RecordedEvent> = [];
    try {
      for await (const event of store.read(orderStream(orderId))) events.push(event);
    } catch (thrown) {
      return E.left(readFailure(orderId)(thrown));
    }
    return events.length > 0 ? E.right(events) : E.left({ type: 'OrderNotFound', orderId });
  };

const NOT_SEALED = { logIndex: null, hashes: null };

/** Proves events against the latest checkpoint; before there is one, none of them is sealed. */
const orderProofs = (
  { sealedLog }: Ports,
  events: ReadonlyArray<RecordedEvent>,
): Answered<OrderProofsView> => {
  const view = (sealed: Sealed | undefined): OrderProofsView => ({
    checkpoint: sealed?.latest.note ?? null,
    events: events.map(({ revision, position }) => {
      const proof = sealed?.proofs.inclusion(position, sealed.latest.size);
      return {
        revision,
        position: position.toString(),
        ...(proof === undefined
          ? NOT_SEALED
          : { logIndex: proof.logIndex, hashes: texts(proof.hashes) }),
      };
    }),
  });
  return pipe(
    fromLog(sealedLog)((sealed) => E.right(view(sealed))),
    E.orElse((refusal) =>
      refusal.type === 'NothingSealed' ? E.right(view(undefined)) : E.left(refusal),
    ),
  );
};

const OF_LOG = ['NothingSealed', 'LogUnavailable'] as const;

/** Serves what is sealed: checkpoints, the key that verifies them, and proofs. */
export const auditRoutes = (ports: Ports): ReadonlyArray<Endpoint> => {
  const answer =
    (ask: (call: Call, sealed: Sealed) => Answered<unknown>): Endpoint['handle'] =>
    (call) =>
      pipe(
        fromLog(ports.sealedLog)((sealed) => ask(call, sealed)),
        E.map((body) => ({ body })),
        TE.fromEither,
      );
  const size = { type: 'integer', minimum: 1 };
  return [
    {
      method: 'GET',
      path: '/api/audit/checkpoint',
      operationId: 'viewCheckpoint',
      summary: 'The latest checkpoint of the log, as a signed note. Keep one elsewhere.',
      needs: ['Audit'],
      answers: 'text',
      refuses: OF_LOG,
      handle: answer((_, { latest }) => E.right(latest.note)),
    },
    {
      method: 'GET',
      path: '/api/audit/key',
      operationId: 'viewVerifierKey',
      summary: 'The key that verifies the latest checkpoint, as name+hash+key on one line.',
      needs: ['Audit'],
      answers: 'text',
      refuses: OF_LOG,
      handle: answer((_, { latest }) => E.right(`${latest.verifierKey}\n`)),
    },
    {
      method: 'GET',
      path: '/api/audit/proofs/inclusion',
      operationId: 'proveInclusion',
      summary: 'A proof that the event of a position is in the log.',
      needs: ['Audit'],
      query: [
        {
          name: 'position',
          about: 'The position of the event, as its history tells it.',
          schema: { type: 'string', pattern: '^[0-9]+$' },
        },
        { name: 'size', about: 'The size of the log; the latest unless told.', schema: size },
      ],
      answers: 'InclusionProofView',
      refuses: [...OF_LOG, 'EventNotSealed', 'NoSuchLogSize'],
      handle: answer(inclusion),
    },
    {
      method: 'GET',
      path: '/api/audit/proofs/consistency',
      operationId: 'proveConsistency',
      summary: 'A proof that the log of one size goes on from the log of a smaller one.',
      needs: ['Audit'],
      query: [
        { name: 'from', about: 'The size of an earlier checkpoint.', schema: size },
        { name: 'to', about: 'The size of a later one; the latest unless told.', schema: size },
      ],
      answers: 'ConsistencyProofView',
      refuses: [...OF_LOG, 'NoSuchLogSize'],
      handle: answer(consistency),
    },
    {
      method: 'GET',
      path: '/api/orders/{orderId}/proofs',
      operationId: 'viewProofs',
      summary: 'The latest checkpoint, and a proof for each event of an order that it covers.',
      needs: ['Audit'],
      answers: 'OrderProofsView',
      refuses: ['OrderNotFound', 'LogUnavailable'],
      handle: ({ orderId }) =>
        pipe(
          orderEvents(ports.store)(orderId),
          TE.flatMapEither((events) => orderProofs(ports, events)),
          TE.map((body) => ({ body })),
        ),
    },
  ];
};
