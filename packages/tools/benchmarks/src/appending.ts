import { contestant, timed, type Contestant } from './rounds';
import { take, type Append } from './workload';

const clamp = (least: number, number: number, most: number): number =>
  Math.max(least, Math.min(most, Math.round(number)));

/** Tells how many appends a turn has: of one client alone, and of each client among many. */
export const turnSizes = (events: number): { readonly alone: number; readonly each: number } => ({
  alone: clamp(8, events / 80, 1_250),
  each: clamp(2, events / 1_600, 125),
});

/** How somebody carries out appends. */
export interface Carrying<A> {
  /** Makes ready what a turn will carry out; that takes no time of the turn. */
  readonly prepare: (appends: ReadonlyArray<Append>) => Promise<ReadonlyArray<A>>;
  readonly carry: (prepared: A) => Promise<void> | void;
}

/** Does one thing after the other, and notes how long each took. */
export const oneByOne = async <A>(
  queue: ReadonlyArray<A>,
  carry: Carrying<A>['carry'],
  latenciesMs: Array<number> = [],
): Promise<void> => {
  for (const prepared of queue) {
    const start = performance.now();
    await carry(prepared);
    latenciesMs.push(performance.now() - start);
  }
};

/** Somebody who carries out the next appends of some clients in each turn, all clients at once. */
export const appending = <A>(
  name: string,
  clients: ReadonlyArray<Generator<Append, never>>,
  each: number,
  { prepare, carry }: Carrying<A>,
): Contestant =>
  contestant(name, async () => {
    const queues = await Promise.all(clients.map((client) => prepare(take(client, each))));
    const latenciesMs = new Array<number>();
    const turn = await timed(async () => {
      await Promise.all(queues.map((queue) => oneByOne(queue, carry, latenciesMs)));
      return queues.length * each;
    });
    return { ...turn, latenciesMs };
  });

/** Carries out appends as they are. */
export const asTheyAre = (carry: Carrying<Append>['carry']): Carrying<Append> => ({
  prepare: (appends) => Promise.resolve(appends),
  carry,
});
