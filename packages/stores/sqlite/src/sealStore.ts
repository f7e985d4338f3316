import { DEFAULT_RETRY, StoreReadError, waitBeforeRetry } from '@facture/contract';
import {
  seal,
  type SealedElsewhere,
  type SealedLog,
  type Sealing,
  type SealRefusal,
} from '@facture/contract/sealing';
import { writeVerifierKey } from '@facture/proofs';
import * as E from 'fp-ts/Either';
import { join } from 'node:path';

import type { OpenRefusal } from './migrate';
import { openSealKeys, type SealKeyRefusal } from './openSealKeys';
import { ownSealedLog } from './sealedLog';
import { sha256 } from './sha256';

/** Why a store is not sealed, or not any longer. */
export type NotSealing = OpenRefusal | SealedElsewhere | SealKeyRefusal | SealRefusal;

/** What sealing into a data directory needs: any store, waiting and chance. */
export interface SealingInto extends Omit<Sealing, 'log' | 'keys' | 'hash'> {
  /** The directory of the log and its key. What is missing of it is made, for its owner alone. */
  readonly data: string;
  /** Told the verifier key of what it signs, before it signs anything. */
  readonly onKey?: (verifierKey: string) => void;
}

/** The file of the log in a data directory. */
export const sealedLogFile = (data: string): string => join(data, 'log.db');

/**
 * Tells whether a log is signed already. While it cannot be read it is asked again, as sealing itself
 * would; undefined when that was told to stop.
 */
const isSigned = async (
  log: SealedLog,
  { retry = DEFAULT_RETRY, onFailure, ...patience }: SealingInto,
  signal: AbortSignal,
): Promise<boolean | SealRefusal | undefined> => {
  const isStopped = () => signal.aborted;
  for (let failures = 1; !isStopped(); failures++) {
    try {
      return log.latest() !== undefined;
    } catch (thrown) {
      if (thrown instanceof StoreReadError && thrown.type === 'Fatal')
        return { type: 'SealingFailed', reason: thrown.reason };
      onFailure?.(thrown);
      await waitBeforeRetry(retry, patience, failures, signal);
    }
  }
  return undefined;
};

/**
 * Seals a store into the log of a data directory, by the key that lies beside it, until the signal is
 * aborted. The log is this process's alone for as long.
 *
 * Resolves with undefined when it was told to stop, otherwise with what forbids going on:
 * `SealedElsewhere` while another process has the log, and whatever opening the log, opening its keys
 * and sealing refuse.
 */
export const sealStore = async (
  sealing: SealingInto,
  signal: AbortSignal,
): Promise<NotSealing | undefined> => {
  const { data } = sealing;
  const owned = ownSealedLog({ file: sealedLogFile(data) });
  if (E.isLeft(owned)) return owned.left;
  const log = owned.right;
  try {
    const signed = await isSigned(log, sealing, signal);
    if (typeof signed !== 'boolean') return signed;
    const keys = openSealKeys(data, { isSigned: signed });
    if (E.isLeft(keys)) return keys.left;
    sealing.onKey?.(writeVerifierKey(keys.right.current.key));
    return await seal({ ...sealing, log, keys: keys.right, hash: sha256 }, signal);
  } finally {
    log.close();
  }
};
