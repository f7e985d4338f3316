import type { EventStore } from '@facture/contract';
import { seal, type SealKeys } from '@facture/contract/sealing';
import { sha256 } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

import { lives } from '../lives';
import { Violation } from '../model';
import type { Process } from '../process';
import type { World } from '../world';
import type { LogOnDisk } from './logOnDisk';

/** What sealers work with. */
export interface SealersContext {
  readonly world: World;
  readonly connect: (process: Process) => EventStore;
  readonly log: LogOnDisk;
  readonly keys: SealKeys;
  /** Looks at what was written and signed by now. Throws a `Violation` at what may not be. */
  readonly look: () => void;
  readonly onViolation: (thrown: unknown) => void;
}

const LOOK_AGAIN_MS = 5_000;

/** Starts processes that want to seal, of which one at a time may. Gives what stops them. */
export const startSealers = (context: SealersContext, count: number): (() => void) => {
  const { world, connect, log, keys, look, onViolation } = context;
  const { chance, faults, schedule } = world;

  const live = async (process: Process, signal: AbortSignal): Promise<void> => {
    const sleep = (ms: number, aborted?: AbortSignal) => process.alive(schedule.sleep(ms, aborted));
    let owned = log.own(process);
    while (E.isLeft(owned)) {
      faults.happened('second sealer');
      await sleep(chance.between(1, LOOK_AGAIN_MS), signal);
      if (signal.aborted) return;
      owned = log.own(process);
    }
    const { isDamaged } = owned.right;
    const refused = await seal(
      {
        store: connect(process),
        log: owned.right.log,
        keys,
        hash: sha256,
        intervalMs: chance.pick([20, 200, 1_000]),
        batchSize: chance.pick([1, 3, 1_024]),
        sleep,
        random: chance.fraction,
        onCaughtUp: () => {
          if (isDamaged)
            onViolation(new Violation(30, `${process.name} goes on with a damaged log`));
        },
        onFailure: () => {
          if (process.isUp()) faults.happened('sealing interrupted');
        },
      },
      signal,
    );
    if (signal.aborted) return;
    look();
    if (!isDamaged || refused?.type !== 'LogDamaged')
      throw new Violation(30, `${process.name} ended: ${refused?.type ?? 'without a word'}`);
    // An operator puts the log right.
    process.crash();
  };

  const stops = Array.from({ length: count }, (_, place) =>
    lives(world, `sealer ${String(place)}`, live, onViolation),
  );
  return () => {
    for (const stop of stops) stop();
  };
};
