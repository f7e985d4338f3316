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
  readonly of: (point: GrowthPoint) => number | undefined;
  readonly show: (value: number) => string;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

const unit =
  (name: string, digits = 0) =>
  (value: number): string =>
    `${digits === 0 ? whole(value) : value.toFixed(digits)} ${name}`;

/** What grows, or should not. */
export const FIGURES: ReadonlyArray<GrowthFigure> = [
  { title: 'file size', of: ({ fileMiB }) => fileMiB, show: unit('MiB', 1) },
  { title: 'append, p50', of: ({ appendP50Ms }) => appendP50Ms, show: unit('ms', 2) },
  { title: 'append, p99', of: ({ appendP99Ms }) => appendP99Ms, show: unit('ms', 2) },
  { title: 'replay', of: ({ replayPerSecond }) => replayPerSecond, show: unit('events/s') },
  { title: 'catch-up', of: ({ catchUpPerSecond }) => catchUpPerSecond, show: unit('events/s') },
  { title: 'cold start', of: ({ coldStartMs }) => coldStartMs, show: unit('ms') },
  { title: 'verify', of: ({ verifyPerSecond }) => verifyPerSecond, show: unit('events/s') },
];
