import { StoreReadError } from '@facture/contract';
import {
  emptySealedLogMemory,
  misfit,
  ownInMemorySealedLog,
  type OwnedSealedLog,
  type SealedBatch,
  type SealedElsewhere,
  type SealedLogMemory,
} from '@facture/contract/sealing';
import * as E from 'fp-ts/Either';

import { Violation } from '../model';
import type { Process } from '../process';
import type { World } from '../world';
import { createDisk } from './disk';

/** A log in the hands of a process. */
interface LogInHand {
  readonly log: OwnedSealedLog;
  /** Whether its last checkpoint was lost, so that nobody may go on with it. */
  readonly isDamaged: boolean;
}

/** A sealed log on a disk, to which processes come one after the other. */
export interface LogOnDisk {
  /** Takes hold of it. It is given back when the process crashes. */
  readonly own: (process: Process) => E.Either<SealedElsewhere, LogInHand>;
  /** The log as whoever reads it finds it now. Another one whenever something has changed. */
  readonly found: () => SealedLogMemory;
}

/** A batch is written part by part. Who finds the last one has all of them: none is lost before. */
const PARTS = ['positions', 'hashes', 'checkpoint'] as const;

interface Write {
  readonly part: (typeof PARTS)[number];
  readonly batch: SealedBatch;
}

const ownNew = (memory: SealedLogMemory): OwnedSealedLog => {
  const log = ownInMemorySealedLog(memory);
  if (E.isRight(log)) return log.right;
  throw new Error('somebody has a log that was just made');
};

/** The log that some writes make. */
const memoryOf = (writes: ReadonlyArray<Write>): SealedLogMemory => {
  const memory = emptySealedLogMemory();
  const log = ownNew(memory);
  for (const { part, batch } of writes) if (part === 'checkpoint') log.append(batch);
  log.close();
  return memory;
};

/**
 * Makes a log on a disk that goes wrong: whoever seals may crash between any two of its writes, and
 * some of what was not synced is lost then; it refuses a write; it is put back to an older state, or
 * its last checkpoint alone is lost.
 */
export const createLogOnDisk = (world: World): LogOnDisk => {
  const { chance, faults, trace } = world;
  const disk = createDisk<Write>();
  const lock = emptySealedLogMemory();
  let owner: Process | undefined;
  let found: SealedLogMemory | undefined;

  const cutTo = (writes: number): void => {
    disk.cutTo(writes - (writes % PARTS.length));
    found = undefined;
  };

  const recover = (): void => {
    const [synced, written] = [disk.synced(), disk.writes().length];
    const kept = chance.between(synced, written);
    if (kept > synced) faults.happened('unsynced write kept');
    if (kept < written) faults.happened('unsynced write lost');
    cutTo(kept);
  };

  const write = (process: Process, batch: SealedBatch): void => {
    const die = (): Error => {
      process.crash();
      return new Error('crashed');
    };
    if (faults.strikes('crash before sealing')) throw die();
    for (const part of PARTS) {
      disk.write({ part, batch });
      if (faults.strikes('crash amid sealing')) throw die();
    }
    disk.sync();
    found = undefined;
    if (faults.strikes('crash after sealing')) throw die();
  };

  /** The log as its owner has it: in his memory, and written before it is there. */
  const written = (process: Process, memory: SealedLogMemory): OwnedSealedLog => {
    const log = ownNew(memory);
    return {
      ...log,
      append: (batch) => {
        const reason = misfit(batch, log.latest()?.size ?? 0, memory.positions.at(-1));
        if (reason !== undefined) throw new StoreReadError('Fatal', reason);
        const isRefused = faults.strikes('log write refused');
        if (!isRefused || chance.happens(0.5)) {
          write(process, batch);
          log.append(batch);
        }
        if (isRefused) throw new StoreReadError('Unavailable', 'the disk said no');
      },
    };
  };

  return {
    own: (process) => {
      const taken = ownInMemorySealedLog(lock);
      if (E.isLeft(taken)) return taken;
      if (owner?.isUp() === true)
        throw new Violation(30, `${process.name} seals beside ${owner.name}`);
      owner = process;
      void process.crashed.then(() => {
        recover();
        taken.right.close();
      });
      const { length } = disk.writes();
      if (length > 0 && faults.strikes('log put back')) cutTo(chance.between(0, length - 1));
      const memory = memoryOf(disk.writes());
      const isDamaged = memory.checkpoints.length > 0 && faults.strikes('checkpoint lost');
      if (isDamaged) memory.checkpoints.pop();
      trace.tell(`${process.name} has the log of ${String(memory.positions.length)} events`);
      return E.right({ isDamaged, log: written(process, memory) });
    },
    found: () => (found ??= memoryOf(disk.writes().slice(0, disk.synced()))),
  };
};
