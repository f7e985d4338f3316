import { handleCommand, type Handled } from '@facture/contract';
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

/** An order after a command was carried out. */
export type CarryOut = (
  command: OrderCommand,
  requestId: string,
) => TE.TaskEither<Refusal, PlacedOrder>;

/**
 * Carries commands out on the store, and counts what they wrote. Commands for one order wait for one
 * another here, so that only other processes can come in between.
 */
export const createCarryOut = (ports: Ports, { scope }: Policy): CarryOut => {
  const { store, sleep, random, metrics } = ports;
  const handle = handleCommand({ store, scope, sleep, random });
  const inTurn = createInTurn();

  const count = ({ events }: Handled): void => {
    for (const { type } of events) metrics.events.inc({ type });
  };
  return (command, requestId) =>
    pipe(
      () => inTurn(command.orderId, handle(command, { correlationId: requestId })),
      TE.tapIO((handled) => () => {
        count(handled);
      }),
      TE.flatMap(({ state }): TE.TaskEither<Refusal, PlacedOrder> =>
        state.type === 'PlacedOrder'
          ? TE.right(state)
          : TE.left({ type: 'OrderNotFound', orderId: command.orderId }),
      ),
    );
};
