/** One turn of one contestant: how much was done in what time. */
export interface Turn {
  readonly count: number;
  readonly ms: number;
  /** How long each single thing took, where that is of interest. */
  readonly latenciesMs?: ReadonlyArray<number>;
}

/** Somebody who does the same work as the others, in their own way, and how it went so far. */
export interface Contestant {
  readonly name: string;
  readonly turn: () => Promise<Turn>;
  /** What was done per second, in each round. */
  readonly rates: Array<number>;
  readonly latenciesMs: Array<number>;
}

/** Enters somebody who has not had a turn yet. */
export const contestant = (name: string, turn: Contestant['turn']): Contestant => ({
  name,
  turn,
  rates: [],
  latenciesMs: [],
});

/** Runs a piece of work and takes its time. */
export const timed = async (work: () => Promise<number> | number): Promise<Turn> => {
  const start = performance.now();
  const count = await work();
  return { count, ms: performance.now() - start };
};

const rotated = <A>(all: ReadonlyArray<A>, by: number): ReadonlyArray<A> => {
  const start = by % all.length;
  return [...all.slice(start), ...all.slice(0, start)];
};

/**
 * Lets contestants take turns: in each round everybody once, somebody else first each time, so that
 * what disturbs the machine disturbs all of them. A round before the first warms up and is not counted.
 */
export const playRounds = async (
  contestants: ReadonlyArray<Contestant>,
  rounds: number,
  onTurn: (name: string, round: number) => void,
): Promise<void> => {
  for (let round = 0; round <= rounds; round++) {
    for (const { name, turn, rates, latenciesMs } of rotated(contestants, round)) {
      onTurn(name, round);
      const { count, ms, latenciesMs: latencies = [] } = await turn();
      if (round === 0) continue;
      rates.push((count / ms) * 1_000);
      latenciesMs.push(...latencies);
    }
  }
};
