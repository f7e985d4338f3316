import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own: what it told when it was ready, and how to end it. */
type Apart<Ready, Ended> = Ready & { readonly end: () => Promise<Ended> };

/** Starts a module that tells when it is ready, and once more when it was told to end and has. */
export const startApart = async <Ready extends object, Ended extends object>(
  module: string,
  args: ReadonlyArray<string>,
): Promise<Apart<Ready, Ended>> => {
  const child = fork(module, args);
  const exited = once(child, 'exit');
  const told = async <A extends object>(): Promise<A> => {
    const [message] = (await Promise.race([once(child, 'message'), exited])) as [A | number | null];
    if (typeof message === 'object' && message !== null) return message;
    throw new Error(`${module} ended with exit code ${String(message)}`);
  };
  const ready = await told<Ready>();
  return {
    ...ready,
    end: async () => {
      const ended = told<Ended>();
      child.send('end');
      const last = await ended;
      await exited;
      return last;
    },
  };
};

/** The other side: tells that this process is ready, and ends it when it is told to. */
export const serveApart = (ready: object, end: () => Promise<object>): void => {
  process.send?.(ready);
  process.once('disconnect', () => process.exit());
  process.once('message', () => {
    void end().then((ended) => {
      process.send?.(ended);
      process.disconnect?.();
    });
  });
};
