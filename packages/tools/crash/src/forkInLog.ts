import type { RecordedEvent } from '@facture/contract';
import {
  HASH_BYTES,
  TILE_WIDTH,
  type SealedCheckpoint,
  type SealedLog,
} from '@facture/contract/sealing';
import { appendLeaf, emptyTree, leafHash, readCheckpoint, rootOf } from '@facture/proofs';
import { sha256 } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

const ALL = Number.MAX_SAFE_INTEGER;

/** All that was signed about a log. */
export const checkpointsOf = (log: SealedLog): ReadonlyArray<SealedCheckpoint> =>
  log.checkpoints(0, ALL).map((checkpoint) => ({ ...checkpoint }));

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** The text that was signed, without the signatures that follow an empty line. */
const signedText = (note: string): string => note.slice(0, note.indexOf('\n\n') + 1);

/** The root that a note says a tree of some size has. */
const rootIn = (note: string, size: number): Uint8Array | undefined => {
  const read = readCheckpoint(signedText(note));
  return E.isRight(read) && read.right.size === size ? read.right.rootHash : undefined;
};

/**
 * Says where a log, as far as its checkpoints go, is not one tree of the first events, in the order in
 * which they are stored: each leaf, each position and the root of each checkpoint. Undefined when it
 * is that tree. Events are read after checkpoints, while others seal.
 */
export const forkInLog = (
  log: SealedLog,
  checkpoints: ReadonlyArray<SealedCheckpoint>,
  events: ReadonlyArray<RecordedEvent>,
): string | undefined => {
  const size = checkpoints.at(-1)?.size ?? 0;
  if (size > events.length)
    return `${size.toString()} events are sealed, and there are ${events.length.toString()}`;
  const roots = new Map<number, Uint8Array>();
  let tree = emptyTree;
  let tile: Uint8Array = new Uint8Array();
  for (const [index, event] of events.slice(0, size).entries()) {
    const place = index % TILE_WIDTH;
    if (place === 0) tile = log.tile(0, index / TILE_WIDTH);
    const leaf = leafHash(sha256, event);
    if (!isSame(tile.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES), leaf))
      return `leaf ${index.toString()} is another one`;
    if (log.positionOf(index) !== event.position || log.indexOf(event.position) !== index)
      return `leaf ${index.toString()} has another position`;
    tree = appendLeaf(sha256, tree, leaf);
    roots.set(tree.size, rootOf(sha256, tree));
  }
  for (const { size: signed, note } of checkpoints) {
    const root = rootIn(note, signed);
    const expected = roots.get(signed);
    if (root === undefined || expected === undefined || !isSame(root, expected))
      return `the checkpoint of ${signed.toString()} events has another root`;
  }
  return undefined;
};
