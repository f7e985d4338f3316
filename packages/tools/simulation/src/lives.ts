import { startProcess, type Process } from './process';
import type { World } from './world';

const RESTART_MS = 500;

/** What is done in each life, until the signal is aborted. */
type Live = (process: Process, signal: AbortSignal) => Promise<void>;

/**
 * Runs one life after another, each begun a while after the crash of the one before, until what it
 * gives is called. What a life throws is told.
 */
export const lives = (
  world: World,
  name: string,
  live: Live,
  onViolation: (thrown: unknown) => void,
): (() => void) => {
  const stopping = new AbortController();
  let current: Process | undefined;
  const begin = (life: number): void => {
    if (stopping.signal.aborted) return;
    const process = startProcess(world, `${name}.${String(life)}`);
    current = process;
    void process.crashed.then(() => {
      world.schedule.later(world.chance.between(0, RESTART_MS), () => {
        begin(life + 1);
      });
    });
    live(process, stopping.signal).catch(onViolation);
  };
  begin(1);
  return () => {
    // With a reason of its own, as making the usual one takes its time.
    stopping.abort('stopped');
    current?.stop();
  };
};
