import { orderStream, type handleCommand, type Handled, type HandleError } from '@facture/contract';
import type { OrderId, OrderState } from '@facture/order';
import * as E from 'fp-ts/Either';

import type { Backend } from './backends/backend';
import { checkAccepted, checkRefused, standingOf } from './answers';
import type { Model } from './model';
import type { Operation, PlannedOrder } from './plan';
import type { Process } from './process';
import { commandOf, requestFor, type Request } from './requests';
import { timeIn, type World } from './world';

/** A process that answers requests, and how it carries out commands. */
export interface Server {
  readonly process: Process;
  readonly handle: ReturnType<typeof handleCommand>;
}

/** What a client works with. */
export interface ClientContext {
  readonly world: World;
  /** Whether readings may be of the past. */
  readonly mayLag: boolean;
  readonly model: Model;
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

/** Asks one server. Its crash, or a long silence, is no answer. */
const ask = async (
  { schedule }: World,
  { process, handle }: Server,
  request: Request,
  commandId: string,
): Promise<Answer> => {
  const command = commandOf(request, commandId, process.now().toISOString());
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      resolve('no answer');
    };
    const cancel = schedule.later(PATIENCE_MS, giveUp);
    void process.crashed.then(giveUp);
    handle(command)().then(resolve, reject).finally(cancel);
  });
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
const runClient = async (
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
      const before = standingOf(request, model.order(request.orderId));
      const commandId = `${name}-${String(sent)}`;
      const answer = await ask(world, anyServer(), request, commandId);
      const told = answer === 'no answer' ? answer : E.isRight(answer) ? 'done' : answer.left.type;
      const at = timeIn(world).toISOString();
      trace.tell(`${at} ${commandId} ${request.type} ${orderStream(request.orderId)}: ${told}`);
      look();
      if (answer !== 'no answer' && E.isLeft(answer) && answer.left.type !== 'OutcomeUnknown')
        model.refuse(commandId);
      if (isWorthRepeating(answer)) {
        await schedule.sleep(chance.between(1, 800));
        continue;
      }
      if (answer === 'no answer') continue;
      if (E.isRight(answer)) checkAccepted(request, answer.right, model.order(request.orderId));
      else checkRefused({ request, before, refusal: answer.left }, context);
      break;
    }
  }
};

/** Starts the clients that do some operations. Gives what says whether one has something left to do. */
export const startClients = (
  context: ClientContext,
  operations: ReadonlyArray<Operation>,
  onViolation: (thrown: unknown) => void,
): (() => boolean) => {
  const clients = new Set(operations.map(({ client }) => client));
  let busy = clients.size;
  for (const client of clients) {
    const own = operations.filter((operation) => operation.client === client);
    runClient(context, `c${String(client)}`, own).then(() => {
      busy -= 1;
    }, onViolation);
  }
  return () => busy > 0;
};
