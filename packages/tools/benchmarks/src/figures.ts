import type { ReplayMemory } from './memory/replayMemory';
import type { Contestant } from './rounds';
import { quantile, spreadOf, type Spread } from './statistics';

/** A rate in relation to another one of the same rounds: the median of the rounds' ratios. */
export interface Ratio extends Spread {
  readonly name: string;
  /** What it should be at least. */
  readonly atLeast?: number;
}

/** What somebody did per second: the median of the rounds. */
export interface Rate extends Spread {
  readonly name: string;
  readonly unit: string;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** Only of {@link TOLD_OF} and more. */
  readonly p999Ms?: number;
}

/** What replaying a long history took of memory. */
export interface Memory extends ReplayMemory {
  readonly belowMiB: number;
}

/** What a benchmark finds. */
export interface Figures {
  readonly ratios: ReadonlyArray<Ratio>;
  readonly rates: ReadonlyArray<Rate>;
  readonly memory: ReadonlyArray<Memory>;
  /** What else a reader has to know of them. */
  readonly remarks?: ReadonlyArray<string>;
}

export const noFigures: Figures = { ratios: [], rates: [], memory: [] };

/** Puts the figures of two benchmarks together. */
export const join = (a: Figures, b: Figures): Figures => ({
  ratios: [...a.ratios, ...b.ratios],
  rates: [...a.rates, ...b.rates],
  memory: [...a.memory, ...b.memory],
  remarks: [...(a.remarks ?? []), ...(b.remarks ?? [])],
});

/** Compares two contestants round by round: the rate of the one over the rate of the other. */
export const ratio = (above: Contestant, below: Contestant, atLeast?: number): Ratio => ({
  name: `${above.name} ÷ ${below.name}`,
  ...spreadOf(above.rates.map((rate, round) => rate / (below.rates[round] ?? Number.NaN))),
  ...(atLeast === undefined ? {} : { atLeast }),
});

/** Of how many p99.9 is told at least: ten of them took longer. Of fewer it would be their worst. */
export const TOLD_OF = 10_000;

const latenciesOf = (latenciesMs: ReadonlyArray<number>) => ({
  p50Ms: quantile(latenciesMs, 0.5),
  p99Ms: quantile(latenciesMs, 0.99),
  ...(latenciesMs.length < TOLD_OF ? {} : { p999Ms: quantile(latenciesMs, 0.999) }),
});

/** Tells what somebody did per second, and how long single things took. */
export const rate =
  (unit: string) =>
  ({ name, rates, latenciesMs }: Contestant): Rate => ({
    name,
    unit,
    ...spreadOf(rates),
    ...(latenciesMs.length === 0 ? {} : latenciesOf(latenciesMs)),
  });
