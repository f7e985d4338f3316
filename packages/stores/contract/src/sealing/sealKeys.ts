import {
  openNote,
  readCheckpoint,
  signNote,
  writeCheckpoint,
  writeVerifierKey,
  type Checkpoint,
  type NoteSigner,
  type Verify,
} from '@facture/proofs';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import type { GrowingTree } from './growingTree';
import type { SealedCheckpoint } from './sealedLog';

/** The key of a log, and the one before it for as long as that is at hand. */
export interface SealKeys {
  readonly current: NoteSigner;
  readonly previous?: NoteSigner | undefined;
  readonly verify: Verify;
}

/** Signs a tree by some keys of one name. The first is the one to verify it by. */
export const signTree = (
  tree: GrowingTree,
  first: NoteSigner,
  ...others: ReadonlyArray<NoteSigner>
): SealedCheckpoint => {
  const size = tree.size();
  const text = writeCheckpoint({ origin: first.key.name, size, rootHash: tree.root() });
  return {
    size,
    note: signNote(text, [first, ...others]),
    verifierKey: writeVerifierKey(first.key),
  };
};

/** Reads a checkpoint that a key has signed. Undefined when it has not, or not this one. */
export const readSigned = (
  { note, size }: SealedCheckpoint,
  { key }: NoteSigner,
  verify: Verify,
): Checkpoint | undefined =>
  pipe(
    openNote(verify, [key], note),
    E.flatMap(readCheckpoint),
    E.match(
      () => undefined,
      (read) => (read.size === size && read.origin === key.name ? read : undefined),
    ),
  );
