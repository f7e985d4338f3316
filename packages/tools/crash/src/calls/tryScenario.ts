import { setTimeout as wait } from 'node:timers/promises';

import { shortly } from '../finding';
import type { Request } from './requests';
import type { Move, Scenario } from './scenarios';
import type { Answer, World } from './world';

/** What is left of a scenario, in words that do not depend on its run. */
export interface EndState {
  readonly statuses: ReadonlyArray<number>;
  readonly orders: ReadonlyArray<unknown>;
}

/** How often a request is sent, or a work begun, at most. */
const PATIENCE = 4;

const AWAY = 503;

const isRequests = (move: Move): move is ReadonlyArray<Request> => typeof move !== 'string';

/** Told by a service on a machine that has too much to do, whatever statement fails. */
const isOverloaded = ({ status, text }: Answer): boolean =>
  status === AWAY && text.includes('"Overloaded"');

/** Sends the same until something else is answered than that the store is away. */
const surely = async ({ ask }: World, request: Request): Promise<Answer> => {
  for (let refused = 0; ;) {
    const answer = await ask(request);
    if (answer.status !== AWAY) return answer;
    if (isOverloaded(answer)) await wait(Number(answer.headers.get('Retry-After')) * 1_000);
    else if (++refused >= PATIENCE) return answer;
  }
};

const surelyDone = async (
  { work }: World,
  move: Exclude<Move, ReadonlyArray<Request>>,
): Promise<number> => {
  for (let tried = 1; ; tried++) {
    const failed = await work(move);
    if (failed === undefined) return 200;
    if (tried >= PATIENCE) throw new Error(`${move}: ${failed}`);
  }
};

/** Does all of some moves, and answers the statuses. */
export const go = async (
  world: World,
  moves: ReadonlyArray<Move>,
): Promise<ReadonlyArray<number>> => {
  const statuses: Array<number> = [];
  for (const move of moves)
    if (isRequests(move)) {
      const answers = await Promise.all(move.map((request) => surely(world, request)));
      statuses.push(...answers.map(({ status }) => status));
    } else statuses.push(await surelyDone(world, move));
  return statuses;
};

/** What is made anew in each run, or by the clock. */
const PASSING: ReadonlySet<string> = new Set([
  'id',
  'at',
  'commandId',
  'date',
  'metadata',
  'occurredAt',
  'position',
  'receipt',
  'recordedAt',
  'updatedAt',
]);

const withoutPassing = (text: string): unknown =>
  JSON.parse(text, function (this: unknown, key: string, value: unknown): unknown {
    if (PASSING.has(key)) return undefined;
    return key === 'data' && typeof value === 'string' ? withoutPassing(value) : value;
  }) as unknown;

const orderPaths = (orderId: string): ReadonlyArray<string> => [
  `/api/orders/${orderId}/totals`,
  `/api/orders/${orderId}/history`,
];

const stateOf = async (world: World, orderId: string, run: string): Promise<unknown> =>
  Promise.all(
    orderPaths(orderId).flatMap((path) =>
      ([0, 1] as const).map(async (service) => {
        const { status, text } = await surely(world, { service, method: 'GET', path });
        return { status, body: withoutPassing(text.replaceAll(run, 'run')) };
      }),
    ),
  );

/** Tells how the orders of a scenario stand, by both services. */
export const endOf = async (
  world: World,
  { orders }: Scenario,
  run: string,
  statuses: ReadonlyArray<number>,
): Promise<EndState> => {
  const states: Array<unknown> = [];
  for (const orderId of orders) states.push(await stateOf(world, orderId, run));
  return { statuses, orders: states };
};

const orderings = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  all.length < 2
    ? [all]
    : all.flatMap((first, at) => orderings(all.toSpliced(at, 1)).map((rest) => [first, ...rest]));

/**
 * The ways in which moves may go one request after the other. Whoever is first, the statuses are told
 * in the order of the moves.
 */
export const waysOf = (
  moves: ReadonlyArray<Move>,
): ReadonlyArray<{
  readonly moves: ReadonlyArray<Move>;
  readonly order: ReadonlyArray<number>;
}> => {
  const at = moves.findIndex((move) => isRequests(move) && move.length > 1);
  const together = moves[at];
  if (together === undefined || !isRequests(together))
    return [{ moves, order: moves.map((_, n) => n) }];
  if (moves.length > 1) throw new Error('one move at once is enough for a scenario');
  return orderings([...together.keys()]).map((order) => ({
    moves: order.flatMap((n) => together.slice(n, n + 1)).map((request) => [request]),
    order,
  }));
};

/** Says how a state is none of those that may be. */
export const noneOf = (found: EndState, allowed: ReadonlyArray<EndState>): string | undefined => {
  const texts = allowed.map((state) => JSON.stringify(state));
  if (texts.includes(JSON.stringify(found))) return undefined;
  const [first] = allowed;
  return `it ended as ${shortly(found.statuses)} ${differing(found, first)}`;
};

const differing = (found: EndState, allowed: EndState | undefined): string => {
  const [one, other] = [JSON.stringify(found.orders), JSON.stringify(allowed?.orders)];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 80), at + 120)}, not ${shortly(allowed?.statuses)} ${other.slice(Math.max(0, at - 80), at + 120)}`;
};
