import { consistencyProof, inclusionProof, type Hash } from '@facture/proofs';

import type { Position } from '../eventStore';
import { nodeReader } from './nodeReader';
import type { SealedLog } from './sealedLog';

/** That an event stands in the log of some size: from its leaf hash and the others follows the root. */
export interface InclusionProof {
  readonly logIndex: number;
  readonly leafHash: Uint8Array;
  readonly hashes: ReadonlyArray<Uint8Array>;
}

/** Proves what stands in a log. It reads each tile once: use one for one question, or a few at once. */
export interface LogProofs {
  /** Proves an event in the log of a size that it has had; undefined when it is none of its events. */
  readonly inclusion: (position: Position, size: number) => InclusionProof | undefined;
  /** Proves that the log of one size goes on from the log of another. It has had both. */
  readonly consistency: (from: number, to: number) => ReadonlyArray<Uint8Array>;
}

/** Proves by what is in a log. Its proofs throw `StoreReadError` when the log cannot be read. */
export const proveSealed = (hash: Hash, log: SealedLog): LogProofs => {
  const nodeAt = nodeReader(hash, log);
  return {
    inclusion: (position, size) => {
      const logIndex = log.indexOf(position);
      if (logIndex === undefined || logIndex >= size) return undefined;
      const hashes = inclusionProof(hash, nodeAt, logIndex, size);
      return { logIndex, leafHash: nodeAt(0, logIndex), hashes };
    },
    consistency: (from, to) => consistencyProof(hash, nodeAt, from, to),
  };
};
