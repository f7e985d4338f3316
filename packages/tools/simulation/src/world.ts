import type { Chance } from './chance';
import type { Faults } from './faults';
import type { Schedule } from './schedule';
import type { Trace } from './trace';

/** What everybody in a run shares: time, chance, faults, and the record of what happened. */
export interface World {
  readonly schedule: Schedule;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly trace: Trace;
}

const EPOCH_MS = Date.UTC(2026, 1, 1);

/** The time on a clock that goes wrong by so much. */
export const timeIn = ({ schedule }: World, skewMs = 0): Date =>
  new Date(EPOCH_MS + schedule.elapsedMs() + skewMs);
