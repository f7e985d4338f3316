import {
  decodeBase64,
  openCheckpoint,
  readVerifierKey,
  verifyConsistency,
  type Checkpoint,
  type Hash,
  type ProofError,
  type Verify,
} from '@facture/proofs';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

/** What hashes, and what verifies signatures, where the page runs. */
export interface Cryptography {
  readonly hash: Hash;
  readonly verify: Verify;
}

/** The key and the signed note that were held before, as the service gave them. */
export interface Held {
  readonly key: string;
  readonly note: string;
}

/** What the service offers to be judged. */
export interface Offered extends Held {
  /** Hashes in base64 that lead from the checkpoint that was held to this one. */
  readonly consistency: ReadonlyArray<string>;
  /** Whether the reader has decided to trust this key instead of the one that was held. */
  readonly isKeyAccepted?: boolean;
}

/** Why nothing that the service says of its log is to be believed. */
export type LogDoubt =
  | ProofError
  /** The key is not the one that was held. */
  | { readonly type: 'KeyChanged'; readonly held: string; readonly offered: string }
  /** The checkpoint is of another log than the one that was held. */
  | { readonly type: 'OriginChanged'; readonly held: string; readonly offered: string }
  /** The log is shorter than it was. */
  | { readonly type: 'LogShrank'; readonly held: number; readonly offered: number }
  /** The log does not go on from the one that was held: its past was changed. */
  | { readonly type: 'HistoryChanged'; readonly held: number; readonly offered: number };

const bytesOf = (texts: ReadonlyArray<string>): O.Option<ReadonlyArray<Uint8Array>> =>
  O.traverseArray(decodeBase64)(texts);

const opened = (
  { hash, verify }: Cryptography,
  { key, note }: Held,
): E.Either<ProofError, Checkpoint> =>
  pipe(
    readVerifierKey(hash, key),
    E.flatMap((read) => openCheckpoint({ verify, keys: [read] }, note)),
  );

const goesOnFrom = (
  { hash }: Cryptography,
  held: Checkpoint,
  offered: Checkpoint,
  consistency: ReadonlyArray<string>,
): E.Either<LogDoubt, Checkpoint> => {
  if (offered.origin !== held.origin)
    return E.left({ type: 'OriginChanged', held: held.origin, offered: offered.origin });
  const sizes = { held: held.size, offered: offered.size };
  if (offered.size < held.size) return E.left({ type: 'LogShrank', ...sizes });
  const between = {
    from: held.size,
    to: offered.size,
    fromRoot: held.rootHash,
    toRoot: offered.rootHash,
  };
  return pipe(
    bytesOf(consistency),
    O.filter((proof) => verifyConsistency(hash, between, proof)),
    O.match(
      () => E.left({ type: 'HistoryChanged', ...sizes }),
      () => E.right(offered),
    ),
  );
};

/**
 * Judges the checkpoint that a service offers: whether its key has signed it, and whether its log
 * goes on from the one that was held before. A key that was accepted frees nobody from the latter.
 *
 * Gives `LogDoubt`.
 */
export const judgeCheckpoint = (
  cryptography: Cryptography,
  offered: Offered,
  held: Held | null,
): E.Either<LogDoubt, Checkpoint> => {
  if (held !== null && held.key !== offered.key && offered.isKeyAccepted !== true)
    return E.left({ type: 'KeyChanged', held: held.key, offered: offered.key });
  return pipe(
    opened(cryptography, offered),
    E.flatMap((now) =>
      held === null
        ? E.right(now)
        : pipe(
            opened(cryptography, held),
            E.flatMap((before) => goesOnFrom(cryptography, before, now, offered.consistency)),
          ),
    ),
  );
};
