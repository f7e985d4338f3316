import { kill, type Child } from '../process';
import type { Mortal } from './round';

/** Starts a process again after each death, and has its lines read then. */
export const reviving = (
  start: () => Child | Promise<Child>,
  onDeath: (child: Child) => void,
): Pick<Mortal, 'live' | 'die'> => {
  let child: Child | undefined;
  return {
    live: async () => (child ??= await start()),
    die: async () => {
      const dying = child;
      if (dying === undefined) return;
      child = undefined;
      await kill(dying);
      onDeath(dying);
    },
  };
};

/** Counts the lines of all lives of a process. */
export const countingLines = (
  start: () => Child | Promise<Child>,
  onDeath: (lines: ReadonlyArray<string>) => void = () => undefined,
): Pick<Mortal, 'live' | 'die' | 'done'> => {
  let buried = 0;
  let living: Child | undefined;
  const revived = reviving(
    async () => (living = await start()),
    ({ lines }) => {
      living = undefined;
      buried += lines.length;
      onDeath(lines);
    },
  );
  return { ...revived, done: () => buried + (living?.lines.length ?? 0) };
};
