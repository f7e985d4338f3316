import { timeIn, type World } from './world';

/** A process of the service: it may crash at any time, and another one takes its place. */
export interface Process {
  readonly name: string;
  readonly now: () => Date;
  readonly isUp: () => boolean;
  /** What comes after a crash never happens: the promise stays open for ever. */
  readonly alive: <A>(promise: Promise<A>) => Promise<A>;
  /** Resolves when the process crashes. */
  readonly crashed: Promise<void>;
  readonly crash: () => void;
  /** Ends it without a word: nothing follows. */
  readonly stop: () => void;
}

const JUMP_MS = 10_000;

const never = (): Promise<never> => new Promise(() => undefined);

/** Starts a process. Its clock may jump whenever it is looked at. */
export const startProcess = (world: World, name: string): Process => {
  let isUp = true;
  let skewMs = 0;
  let tellCrash: () => void = () => undefined;
  const crashed = new Promise<void>((resolve) => {
    tellCrash = resolve;
  });
  const stop = () => {
    isUp = false;
    tellCrash();
  };
  return {
    name,
    isUp: () => isUp,
    now: () => {
      if (world.faults.strikes('clock jump')) skewMs += world.chance.between(-JUMP_MS, JUMP_MS);
      return timeIn(world, skewMs);
    },
    alive: (promise) =>
      promise.then(
        (value) => (isUp ? value : never()),
        (thrown: unknown) => {
          if (isUp) throw thrown;
          return never();
        },
      ),
    crashed,
    crash: () => {
      world.trace.tell(`${name} crashes`);
      stop();
    },
    stop,
  };
};
