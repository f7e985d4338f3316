import {
  handleCommand,
  orderStream,
  type EventStore,
  type Handled,
  type HandleError,
  type RetryPolicy,
} from '@facture/contract';
import type { InvoiceNumberScope, OrderId, OrderState } from '@facture/order';
import * as E from 'fp-ts/Either';

import type { Backend } from './backends/backend';
import { checkAccepted, checkRefused, standingOf } from './answers';
import type { Model } from './model';
import type { Operation, PlannedOrder } from './plan';
import type { Process } from './process';
import { commandOf, requestFor, type Request } from './requests';
import { timeIn, type World } from './world';

/** A process that answers requests, and the store as it sees it. */
export interface Server {
  readonly process: Process;
  readonly store: EventStore;
}

/** What a client works with. */
export interface ClientContext {
  readonly world: World;
  /** Whether readings may be of the past. */
  readonly mayLag: boolean;
  readonly model: Model;
  readonly scope: InvoiceNumberScope;
  readonly orders: ReadonlyArray<PlannedOrder>;
  /** What was said last, by any client. */
  readonly heard: { last?: Request };
  readonly anyServer: () => Server;
  readonly wasClaimed: Backend['wasClaimed'];
  /** How an order really stands, whatever replicas believe. */
  readonly stateOf: (orderId: OrderId) => OrderState;
  /** Lets the model see what is written by now. */
  readonly look: () => void;
}

type Answer = E.Either<HandleError, Handled> | 'no answer';

const PATIENCE_MS = 2_000;
const IMPATIENT: RetryPolicy = { attempts: 4, baseMs: 4, maxMs: 100 };

/** Asks one server. Its crash, or a long silence, is no answer. */
const ask = async (
  { world, scope }: ClientContext,
  { process, store }: Server,
  request: Request,
  commandId: string,
): Promise<Answer> => {
  const { schedule, chance } = world;
  const handling = {
    store,
    scope,
    retry: IMPATIENT,
    sleep: (ms: number, signal?: AbortSignal) => process.alive(schedule.sleep(ms, signal)),
    random: chance.fraction,
  };
  const command = commandOf(request, commandId, process.now().toISOString());
  const silence = async (): Promise<Answer> => {
    await Promise.race([process.crashed, schedule.sleep(PATIENCE_MS)]);
    return 'no answer';
  };
  return Promise.race([handleCommand(handling)(command)(), silence()]);
};

const isWorthRepeating = (answer: Answer): boolean => {
  if (answer === 'no answer') return true;
  if (E.isRight(answer)) return false;
  const { type } = answer.left;
  return type === 'StoreUnavailable' || type === 'OutcomeUnknown' || type === 'Conflict';
};

/**
 * Does what a client means to do, one thing after the other. Each is sent again, with the same
 * content, until there is an answer that means something.
 */
export const runClient = async (
  context: ClientContext,
  name: string,
  operations: ReadonlyArray<Operation>,
): Promise<void> => {
  const { world, model, orders, heard, anyServer, stateOf, look } = context;
  const { schedule, chance, trace } = world;
  let own: Request | undefined;
  let sent = 0;
  for (const { waitMs, order, intent } of operations) {
    await schedule.sleep(waitMs);
    const planned = orders[order];
    if (planned === undefined) continue;
    const said = { own, heard: heard.last };
    const request = requestFor(intent, planned, stateOf(planned.orderId), said);
    own = request;
    heard.last = request;
    for (;;) {
      sent += 1;
      const before = standingOf(model.order(request.orderId));
      const commandId = `${name}-${String(sent)}`;
      const answer = await ask(context, anyServer(), request, commandId);
      const told = answer === 'no answer' ? answer : E.isRight(answer) ? 'done' : answer.left.type;
      const at = timeIn(world).toISOString();
      trace.tell(`${at} ${commandId} ${request.type} ${orderStream(request.orderId)}: ${told}`);
      if (isWorthRepeating(answer)) {
        await schedule.sleep(chance.between(1, 800));
        continue;
      }
      look();
      if (answer === 'no answer') continue;
      if (E.isRight(answer)) checkAccepted(request, model.order(request.orderId));
      else checkRefused({ request, before, refusal: answer.left }, context);
      break;
    }
  }
};
