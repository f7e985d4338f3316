import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { readCheckpoint, type Checkpoint } from './checkpoint';
import type { ProofError } from './errors';
import { openNote, type Verify } from './note';
import type { VerifierKey } from './verifierKey';

/** Whom to trust, and how signatures are verified. */
export interface Trust {
  readonly verify: Verify;
  readonly keys: ReadonlyArray<VerifierKey>;
}

/**
 * Opens a checkpoint that a trusted key has signed.
 *
 * Gives `NoteMalformed`, `NoteNotTrusted`, `SignatureWrong` or `CheckpointMalformed`.
 */
export const openCheckpoint = (
  { verify, keys }: Trust,
  note: string,
): E.Either<ProofError, Checkpoint> =>
  pipe(
    openNote(verify, keys, note),
    E.flatMap((text): E.Either<ProofError, Checkpoint> => readCheckpoint(text)),
  );
