import type { Chance } from './chance';

/** Everything that can go wrong. Each is counted when it really happens. */
export const FAULTS = [
  'request lost',
  'acknowledgement lost',
  'acknowledgement late',
  'write late',
  'duplicate delivery',
  'reordering',
  'racing writers',
  'wrong revision',
  'stale read',
  'reading cut',
  'subscription cut',
  'subscription ended quietly',
  'store away',
  'crash before claim',
  'crash after claim',
  'crash before append',
  'crash after append',
  'crash before checkpoint',
  'crash after checkpoint',
  'subscriber restarted',
  'duplicate event',
  'clock jump',
  'crash before sealing',
  'crash amid sealing',
  'crash after sealing',
  'unsynced write kept',
  'unsynced write lost',
  'log write refused',
  'log put back',
  'checkpoint lost',
  'second sealer',
  'sealing interrupted',
] as const;

/** The name of something that can go wrong. */
export type Fault = (typeof FAULTS)[number];

/** How likely each fault is wherever it may strike. Those left out never do. */
export type Mix = ReadonlyMap<Fault, number>;

/** How often each fault really happened. */
export type FaultCounts = Readonly<Record<Fault, number>>;

const PROBABILITIES = [0.02, 0.08, 0.25] as const;

/** What lasts, or kills much at once, would leave nothing else to happen. */
const RARELY: ReadonlySet<Fault> = new Set(['store away', 'clock jump', 'reading cut']);

/** Draws which faults there are in a run, and how likely each is. */
export const drawMix = (chance: Chance): Mix =>
  new Map(
    FAULTS.flatMap((fault): ReadonlyArray<[Fault, number]> => {
      const probability = chance.pick(PROBABILITIES) * (RARELY.has(fault) ? 0.2 : 1);
      return chance.happens(0.6) ? [[fault, probability]] : [];
    }),
  );

/** The faults of one run. */
export interface Faults {
  /** Whether the fault strikes here and now. It is counted then. */
  readonly strikes: (fault: Fault) => boolean;
  /** Counts a fault that came about by itself. */
  readonly happened: (fault: Fault) => void;
  /** From now on nothing goes wrong. */
  readonly end: () => void;
  readonly counts: () => FaultCounts;
}

/** No fault at all. */
export const noFaults = (): Record<Fault, number> =>
  Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>;

/** Makes the faults of a run. */
export const createFaults = (mix: Mix, chance: Chance, tell: (fault: Fault) => void): Faults => {
  const counts = noFaults();
  let isOver = false;
  const happened = (fault: Fault) => {
    counts[fault] += 1;
    tell(fault);
  };
  return {
    strikes: (fault) => {
      const probability = mix.get(fault);
      if (isOver || probability === undefined || !chance.happens(probability)) return false;
      happened(fault);
      return true;
    },
    happened,
    end: () => {
      isOver = true;
    },
    counts: () => ({ ...counts }),
  };
};
