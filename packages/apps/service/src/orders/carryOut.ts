import { handleCommand, type Handled, type Position } from '@facture/contract';
import type { CommandId, OrderCommand, PlacedOrder, Timestamp } from '@facture/order';
import type { Refusal } from '@facture/vtex';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import { createInTurn } from './inTurn';
import type { Policy, Ports } from '../ports';

/** Who a command is and when it was asked for. */
export interface Asked {
  readonly commandId: CommandId;
  readonly at: Timestamp;
}

/** Gives a command its id and its time. */
export const askedNow = ({ now, newId }: Ports): Asked => ({
  // A UUID is a command id, and toISOString writes a timestamp, by definition.
  commandId: newId() as CommandId,
  at: now().toISOString() as Timestamp,
});

/** An order after a command was carried out, and the position of its last event. */
export interface CarriedOut {
  readonly order: PlacedOrder;
  readonly position: Position | undefined;
}

/** Carries out a command of a request. */
export type CarryOut = (
  command: OrderCommand,
  requestId: string,
) => TE.TaskEither<Refusal, CarriedOut>;

/**
 * Carries commands out on the store, and counts what they wrote. Commands for one order wait for one
 * another here, so that only other processes can come in between.
 */
export const createCarryOut = (ports: Ports, { scope }: Policy): CarryOut => {
  const { store, sleep, random, metrics, lastWritten } = ports;
  const handle = handleCommand({ store, scope, sleep, random });
  const inTurn = createInTurn();

  const note = ({ events, position }: Handled): void => {
    for (const { type } of events) metrics.events.inc({ type });
    lastWritten.note(position);
  };
  return (command, requestId) =>
    pipe(
      () => inTurn(command.orderId, handle(command, { correlationId: requestId })),
      TE.tapIO((handled) => () => {
        note(handled);
      }),
      TE.flatMap(({ state, position }): TE.TaskEither<Refusal, CarriedOut> =>
        state.type === 'PlacedOrder'
          ? TE.right({ order: state, position })
          : TE.left({ type: 'OrderNotFound', orderId: command.orderId }),
      ),
    );
};
