import { hash as digest } from 'node:crypto';

import { FAULTS, noFaults, type FaultCounts } from './faults';
import type { Outcome } from './simulate';

/** What came of a range of seeds. */
export interface RangeResult {
  readonly seeds: number;
  readonly events: number;
  readonly faults: FaultCounts;
  /** The exclusive-or of the seeds' hashes, which does not depend on who ran which. */
  readonly hash: string;
  readonly violations: ReadonlyArray<Pick<Outcome, 'seed' | 'violation'>>;
}

const DIGITS = 64;

/** No seed at all. */
export const noSeeds: RangeResult = {
  seeds: 0,
  events: 0,
  faults: noFaults(),
  hash: '0'.repeat(DIGITS),
  violations: [],
};

const either = (a: string, b: string): string =>
  (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(16).padStart(DIGITS, '0');

const sum = (a: FaultCounts, b: FaultCounts): FaultCounts =>
  Object.fromEntries(FAULTS.map((fault) => [fault, a[fault] + b[fault]])) as FaultCounts & object;

/** Adds the results of two ranges. */
export const joinResults = (a: RangeResult, b: RangeResult): RangeResult => ({
  seeds: a.seeds + b.seeds,
  events: a.events + b.events,
  faults: sum(a.faults, b.faults),
  hash: either(a.hash, b.hash),
  violations: [...a.violations, ...b.violations],
});

/** The result of one seed. Seeds that go the same way do not cancel each other out. */
export const resultOf = ({ seed, events, faults, hash, violation }: Outcome): RangeResult => ({
  seeds: 1,
  events,
  faults,
  hash: digest('sha256', `${String(seed)} ${hash}`),
  violations: violation === undefined ? [] : [{ seed, violation }],
});
