import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';
import * as RA from 'fp-ts/ReadonlyArray';

import { decodeBase64 } from './base64';
import type { BundleCheckpoint } from './bundleRecord';
import type { Checkpoint } from './checkpoint';
import { verifyConsistency } from './consistency';
import type { Finding } from './finding';
import { openCheckpoint, type Trust } from './openCheckpoint';
import { emptyTree, rootOf, type Hash } from './tree';

/** What a checkpoint of a bundle came to: itself, when a trusted key has signed it for this log. */
export interface FollowedCheckpoint {
  readonly checkpoint: Checkpoint | undefined;
  readonly findings: ReadonlyArray<Finding>;
}

/**
 * Follows the checkpoints of a bundle: each is signed by a trusted key, is of the log, and is proved
 * to go on from the one before, which holds whatever the events are.
 */
export const followCheckpoints = (hash: Hash, trust: Trust, origin: string) => {
  const beginning: Checkpoint = { origin, size: 0, rootHash: rootOf(hash, emptyTree) };
  // Undefined after a checkpoint that was refused: what is proved to go on from that is not known.
  let before: Checkpoint | undefined = beginning;

  const refuse = (finding: Finding): FollowedCheckpoint => {
    before = undefined;
    return { checkpoint: undefined, findings: [finding] };
  };
  const isProved = (from: Checkpoint, to: Checkpoint, proof: ReadonlyArray<string>): boolean =>
    pipe(
      proof,
      O.traverseArray(decodeBase64),
      O.exists((hashes) =>
        verifyConsistency(
          hash,
          { from: from.size, to: to.size, fromRoot: from.rootHash, toRoot: to.rootHash },
          hashes,
        ),
      ),
    );

  return (line: number, { note, consistency }: BundleCheckpoint): FollowedCheckpoint => {
    const opened = openCheckpoint(trust, note);
    if (E.isLeft(opened)) return refuse({ type: 'CheckpointRefused', line, error: opened.left });
    const checkpoint = opened.right;
    if (checkpoint.origin !== origin)
      return refuse({
        type: 'OriginDiffers',
        line,
        expected: origin,
        found: checkpoint.origin,
      });
    const from = before;
    before = checkpoint;
    return {
      checkpoint,
      findings:
        from === undefined || isProved(from, checkpoint, consistency)
          ? RA.empty
          : [{ type: 'NotConsistent', line, from: from.size, to: checkpoint.size }],
    };
  };
};
