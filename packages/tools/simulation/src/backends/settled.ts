import { setImmediate as turn } from 'node:timers/promises';

/** Waits until no turn of the event loop is asked for any more. */
export const settled = async (): Promise<void> => {
  do await turn();
  while (process.getActiveResourcesInfo().includes('Immediate'));
};
