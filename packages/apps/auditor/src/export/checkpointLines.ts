import { proveSealed, type SealedCheckpoint, type SealedLog } from '@facture/contract/sealing';
import { bundleCheckpoint, writeRecord } from '@facture/proofs';
import { sha256 } from '@facture/sqlite';

const PER_PAGE = 256;

function* inOrder(log: SealedLog, size: number): Generator<SealedCheckpoint, undefined> {
  for (let from = 0; ; from += PER_PAGE) {
    const page = log.checkpoints(from, PER_PAGE);
    for (const checkpoint of page) {
      if (checkpoint.size > size) return undefined;
      yield checkpoint;
    }
    if (page.length < PER_PAGE) return undefined;
  }
}

/**
 * Writes the checkpoints of a log of a size as lines of a bundle, each with the proof that it goes on
 * from the one before. Answers, for a number of events, those that are due after them.
 */
export const checkpointLines = (log: SealedLog, size: number) => {
  const checkpoints = inOrder(log, size);
  let next = checkpoints.next();
  let before = 0;
  return (events: number): ReadonlyArray<string> => {
    const lines: Array<string> = [];
    while (next.done !== true && next.value.size <= events) {
      const { size: to, note } = next.value;
      const proof = proveSealed(sha256, log).consistency(before, to);
      lines.push(writeRecord(bundleCheckpoint(note, proof)));
      before = to;
      next = checkpoints.next();
    }
    return lines;
  };
};
