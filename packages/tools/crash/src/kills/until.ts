import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const LOOK_MS = 2;

/** Waits until something is so. Answers false when it is not so for long. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) return false;
    await wait(LOOK_MS);
  }
  return true;
};
