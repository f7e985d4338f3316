import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

import { decodeBase64, encodeBase64 } from './base64';
import { captured } from './captured';
import type { ProofError } from './errors';

/** What is signed about a log: whose it is, how many leaves it has, and the root of its tree. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
}

const HASH_BYTES = 32;

/** Writes a checkpoint as the text of a note (C2SP tlog-checkpoint). */
export const writeCheckpoint = ({ origin, size, rootHash }: Checkpoint): string =>
  `${origin}\n${size}\n${encodeBase64(rootHash)}\n`;

/**
 * Reads a checkpoint from the text of a note. Extension lines are passed over.
 *
 * Gives `CheckpointMalformed`.
 */
export const readCheckpoint = (
  text: string,
): E.Either<Extract<ProofError, { type: 'CheckpointMalformed' }>, Checkpoint> => {
  const group = captured(/^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n(?:[^\n]+\n)*$/, text);
  const origin = group(1);
  const size = Number(group(2));
  return pipe(
    decodeBase64(group(3)),
    O.filter((rootHash) => rootHash.length === HASH_BYTES && Number.isSafeInteger(size)),
    O.map((rootHash) => ({ origin, size, rootHash })),
    E.fromOption(() => ({ type: 'CheckpointMalformed' }) as const),
  );
};
