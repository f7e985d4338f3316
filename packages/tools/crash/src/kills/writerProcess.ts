import { orderLife } from '@facture/benchmarks/order-life';
import { seededRandom } from '@facture/benchmarks/seeded-random';
import {
  catchUp,
  eventId,
  handleCommand,
  ORDER_STREAM_PREFIX,
  orderStream,
} from '@facture/contract';
import { CommandId, initialState, type OrderCommand, type OrderState } from '@facture/order';
import { orderSummaryProjection } from '@facture/projections';
import { openSqliteStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { opened } from '../opened';
import { print } from './print';

/**
 * Carries out the lives of orders on a store, several at a time and without end, and keeps totals
 * beside them. It prints each command before it is carried out, and what is acknowledged right after.
 * First of all it repeats the commands in a file: what the life before it began and heard nothing of.
 */
const [file = '', life = '', seed = '', width = '', unheard = ''] = process.argv.slice(2);

const store = opened(openSqliteStore({ file, now: () => new Date() }));
const sleep = (ms: number) => wait(ms);
const handle = handleCommand({ store, scope: 'seller', random: Math.random, sleep });

const carryOut = async (command: OrderCommand): Promise<OrderState> => {
  const { orderId, commandId } = command;
  print({ begun: command });
  for (;;) {
    const handled = await handle(command)();
    if (E.isLeft(handled)) {
      // Somebody else reads or writes for long; it is tried again, as it was.
      if (handled.left.type === 'StoreUnavailable') continue;
      throw new Error(JSON.stringify(handled.left));
    }
    const { events, state } = handled.right;
    const marks = events.map((_, index) => eventId(orderStream(orderId), commandId, index));
    print({ acknowledged: { orderId, marks }, commandId });
    return state;
  }
};

const again = (command: OrderCommand): OrderCommand => {
  const commandId = randomUUID();
  if (!CommandId.is(commandId)) throw new Error(`${commandId} is no command id`);
  return { ...command, commandId };
};

const live = async (client: number): Promise<void> => {
  const random = seededRandom(Number(seed) * 1_000 + client);
  for (let order = 1; ; order++) {
    const lived = orderLife(random, client, Number(life) * 100_000 + order);
    let state: OrderState = initialState;
    for (let step = lived.next(state); step.done !== true; step = lived.next(state))
      state = await carryOut(step.value);
  }
};

void (async () => {
  const commands = JSON.parse(readFileSync(unheard, 'utf8')) as ReadonlyArray<OrderCommand>;
  for (const command of commands) await carryOut(again(command));
  const readModel = store.openReadModel(orderSummaryProjection);
  void catchUp(
    { store, readModel, prefix: ORDER_STREAM_PREFIX, sleep, random: Math.random },
    new AbortController().signal,
  );
  await Promise.all(Array.from({ length: Number(width) }, (_, client) => live(client)));
})();
