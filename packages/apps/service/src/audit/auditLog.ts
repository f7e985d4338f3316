import { StoreReadError } from '@facture/contract';
import {
  proveSealed,
  type LogProofs,
  type SealedCheckpoint,
  type SealedLog,
} from '@facture/contract/sealing';
import { sha256 } from '@facture/sqlite';
import type { Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';

/** A log in which something is sealed. */
export interface Sealed {
  readonly latest: SealedCheckpoint;
  readonly proofs: LogProofs;
}

/**
 * Answers from the log as it is now.
 *
 * Gives `NothingSealed` and `LogUnavailable`, and what the answer gives.
 */
export const fromLog =
  (log: SealedLog | undefined) =>
  <A>(answer: (sealed: Sealed) => E.Either<Refusal, A>): E.Either<Refusal, A> => {
    try {
      const latest = log?.latest();
      return log === undefined || latest === undefined
        ? E.left({ type: 'NothingSealed' })
        : answer({ latest, proofs: proveSealed(sha256, log) });
    } catch (thrown) {
      const reason = thrown instanceof StoreReadError ? thrown.reason : String(thrown);
      return E.left({ type: 'LogUnavailable', reason });
    }
  };
