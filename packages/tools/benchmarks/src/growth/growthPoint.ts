/** What a history of some length takes. */
export interface GrowthPoint {
  readonly events: number;
  /** The file of events, claims and totals, in which nothing waits in a log any more. */
  readonly fileMiB: number;
  readonly appendP50Ms: number;
  readonly appendP99Ms: number;
  readonly replayPerSecond: number;
  readonly catchUpPerSecond: number;
  /** From the start of the process until the service answers that it is ready. */
  readonly coldStartMs: number;
  /** Only where it was asked for: it takes the longest by far. */
  readonly verifyPerSecond?: number;
}

/** One figure of all points, as it is shown. */
export interface GrowthFigure {
  readonly title: string;
  readonly unit: string;
  readonly of: (point: GrowthPoint) => number | undefined;
  /** Writes a value without its unit. */
  readonly show: (value: number) => string;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const fixed = (digits: number) => (value: number) => value.toFixed(digits);

const figure = (
  title: string,
  unit: string,
  show: GrowthFigure['show'],
  of: GrowthFigure['of'],
): GrowthFigure => ({ title, unit, of, show });

/** What grows, or should not. */
export const FIGURES: ReadonlyArray<GrowthFigure> = [
  figure('file size', 'MiB', fixed(1), ({ fileMiB }) => fileMiB),
  figure('append, p50', 'ms', fixed(2), ({ appendP50Ms }) => appendP50Ms),
  figure('append, p99', 'ms', fixed(2), ({ appendP99Ms }) => appendP99Ms),
  figure('replay', 'events/s', whole, ({ replayPerSecond }) => replayPerSecond),
  figure('catch-up', 'events/s', whole, ({ catchUpPerSecond }) => catchUpPerSecond),
  figure('cold start', 'ms', whole, ({ coldStartMs }) => coldStartMs),
  figure('verify', 'events/s', whole, ({ verifyPerSecond }) => verifyPerSecond),
];
