import * as E from 'fp-ts/Either';

import type { SealedLogHarness } from '../conformance';
import {
  emptySealedLogMemory,
  inMemorySealedLog,
  ownInMemorySealedLog,
  type OwnedSealedLog,
  type SealedLogMemory,
} from '../sealing';

/** Opens sealed logs in memory, each as `change` makes it: to see what the suite says of a broken one. */
export const inMemorySealedLogHarness = (
  change: (log: OwnedSealedLog, memory: SealedLogMemory) => Partial<OwnedSealedLog> = () => ({}),
): Required<SealedLogHarness> => {
  const memories = new WeakMap<OwnedSealedLog, SealedLogMemory>();
  const ownOn = (memory: SealedLogMemory) =>
    E.map((log: OwnedSealedLog): OwnedSealedLog => {
      const changed = { ...log, ...change(log, memory) };
      memories.set(changed, memory);
      return changed;
    })(ownInMemorySealedLog(memory));
  const memoryOf = (log: OwnedSealedLog): SealedLogMemory => {
    const memory = memories.get(log);
    if (memory === undefined) throw new Error('the log is of another harness');
    return memory;
  };
  return {
    open: () => {
      const owned = ownOn(emptySealedLogMemory());
      if (E.isLeft(owned)) throw new Error('somebody has an empty log');
      return Promise.resolve(owned.right);
    },
    read: (log) => Promise.resolve(inMemorySealedLog(memoryOf(log))),
    own: (log) => Promise.resolve(ownOn(memoryOf(log))),
  };
};
