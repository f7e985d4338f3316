import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A server that appends and readings are measured on. */
export interface EventStoreServer {
  readonly connectionString: string;
  readonly stop: () => Promise<void>;
}

/** Takes a server that runs anyway, or starts a stand-in in a process of its own. */
export const openServer = async (given: string | undefined): Promise<EventStoreServer> => {
  if (given !== undefined) return { connectionString: given, stop: () => Promise.resolve() };
  const child = fork(require.resolve('./standinProcess'));
  const [connectionString] = (await once(child, 'message')) as [string];
  return {
    connectionString,
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
};
