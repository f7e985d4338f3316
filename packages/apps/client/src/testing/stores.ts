import { startStandin } from '@facture/standin';

/** A store that a service can be started on. */
export interface TestStore {
  /** What the service is told of it. */
  readonly args: ReadonlyArray<string>;
  readonly stop: () => Promise<void>;
}

/** The stores that the client is tried on, by name. */
export const stores: ReadonlyArray<readonly [name: string, start: () => Promise<TestStore>]> = [
  ['SQLite', () => Promise.resolve({ args: [], stop: () => Promise.resolve() })],
  [
    'a stand-in of EventStoreDB',
    async () => {
      const { connectionString, stop } = await startStandin();
      return { args: ['--store', connectionString], stop };
    },
  ],
];
