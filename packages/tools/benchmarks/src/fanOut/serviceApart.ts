import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { StartService } from './fanOutService';

/** Starts a service in a process of its own. */
export const startServiceApart: StartService = async (data, port) => {
  const child = fork(require.resolve('./serviceProcess'), [data, port.toString()]);
  const exited = once(child, 'exit');
  const told = async <A>(): Promise<A> => {
    const [message] = (await Promise.race([once(child, 'message'), exited])) as [A | number | null];
    if (typeof message === 'object' && message !== null) return message;
    throw new Error(`the service ended with exit code ${String(message)}`);
  };
  const { url } = await told<{ readonly url: string }>();
  return {
    url,
    end: async () => {
      const ended = told<{ readonly peakRssMiB: number }>();
      child.send('end');
      const { peakRssMiB } = await ended;
      await exited;
      return { peakRssMiB };
    },
  };
};
