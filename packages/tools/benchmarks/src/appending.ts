import { contestant, timed, type Contestant } from './rounds';
import { take, type Append } from './workload';

const clamp = (least: number, number: number, most: number): number =>
  Math.max(least, Math.min(most, Math.round(number)));

/** Tells how many appends a turn has: of one client alone, and of each client among many. */
export const turnSizes = (events: number): { readonly alone: number; readonly each: number } => ({
  alone: clamp(8, events / 200, 1_000),
  each: clamp(2, events / 1_600, 125),
});

/** Carries out one append, or the command that it comes from. */
export type Carry = (append: Append) => Promise<void> | void;

/** Does one append after the other, and notes how long each took. */
const oneByOne = async (
  appends: ReadonlyArray<Append>,
  carry: Carry,
  latenciesMs: Array<number>,
): Promise<void> => {
  for (const append of appends) {
    const start = performance.now();
    await carry(append);
    latenciesMs.push(performance.now() - start);
  }
};

/** Somebody who carries out the next appends of some clients in each turn, all clients at once. */
export const appending = (
  name: string,
  clients: ReadonlyArray<Generator<Append, never>>,
  each: number,
  carry: Carry,
): Contestant =>
  contestant(name, async () => {
    const queues = clients.map((client) => take(client, each));
    const latenciesMs = new Array<number>();
    const turn = await timed(async () => {
      await Promise.all(queues.map((queue) => oneByOne(queue, carry, latenciesMs)));
      return queues.length * each;
    });
    return { ...turn, latenciesMs };
  });
