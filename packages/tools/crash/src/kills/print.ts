import { writeSync } from 'node:fs';

/** Prints a value on a line of its own. It has left this process when this returns. */
export const print = (value: unknown): void => {
  writeSync(1, `${JSON.stringify(value)}\n`);
};
