import * as E from 'fp-ts/Either';
import { readVerifierKey, verifyBundle, type Finding } from '@facture/proofs';

import { sha256, totalsFold, verifyEd25519 } from './log';
import type { Case } from './secondVerifier';

/** Verifies a bundle that is in memory. */
export const findingsIn = ({ bundle, keys, older }: Case): ReadonlyArray<Finding> => {
  const verifier = verifyBundle({
    hash: sha256,
    verify: verifyEd25519,
    keys: keys
      .map((key) => readVerifierKey(sha256, key))
      .flatMap((key) => (E.isRight(key) ? [key.right] : [])),
    older: older ?? undefined,
    fold: totalsFold,
  });
  const lines = bundle.split('\n');
  const found = (lines.at(-1) === '' ? lines.slice(0, -1) : lines).flatMap(verifier.next);
  return [...found, ...verifier.end()];
};
