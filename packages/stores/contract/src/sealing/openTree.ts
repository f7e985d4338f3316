import { writeVerifierKey, type Hash, type NoteSigner } from '@facture/proofs';
import { setImmediate } from 'node:timers/promises';

import { growTree, type GrowingTree } from './growingTree';
import { HASH_BYTES, TILE_WIDTH, type OwnedSealedLog, type SealedLog } from './sealedLog';
import { readSigned, signTree, type SealKeys } from './sealKeys';

/** Why a log is not gone on with. */
export type LogRefusal =
  /** The log is not what its last checkpoint, of so many events, says: this part of it differs. */
  | {
      readonly type: 'LogDamaged';
      readonly part: 'checkpoint' | 'leaves' | 'tiles' | 'positions' | 'root';
      readonly size: number;
    }
  /** The last checkpoint was signed by a key that is not at hand. */
  | { readonly type: 'KeyUnknown'; readonly verifierKey: string };

const hashesIn = (tile: Uint8Array): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(tile.length / HASH_BYTES) }, (_, place) =>
    tile.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
  );

/** Tells whether a level of tiles ends after so many hashes. */
const endsAfter = (log: SealedLog, level: number, count: number): boolean =>
  log.tile(level, Math.floor(count / TILE_WIDTH)).length === (count % TILE_WIDTH) * HASH_BYTES;

/** Tells whether the last hashes of a level, which then has so many, are these of one tile. */
const hasLast = (
  log: SealedLog,
  level: number,
  count: number,
  hashes: ReadonlyArray<Uint8Array>,
): boolean => {
  const first = count - hashes.length;
  const tile = log.tile(level, Math.floor(first / TILE_WIDTH));
  const place = first % TILE_WIDTH;
  const found = tile.subarray(place * HASH_BYTES, (place + hashes.length) * HASH_BYTES);
  return Buffer.compare(found, Buffer.concat(hashes)) === 0;
};

/** Grows the tree of the leaves of a log anew. Answers what part of the log does not go with it. */
const regrow = async (
  log: SealedLog,
  tree: GrowingTree,
  size: number,
): Promise<'leaves' | 'tiles' | 'positions' | undefined> => {
  const countAt = (level: number) => Math.floor(tree.size() / TILE_WIDTH ** level);
  for (let index = 0; tree.size() < size; index++) {
    const leaves = hashesIn(log.tile(0, index));
    if (leaves.length !== Math.min(TILE_WIDTH, size - tree.size())) return 'leaves';
    const added = tree.add(leaves);
    if (!added.every((hashes, level) => hasLast(log, level, countAt(level), hashes)))
      return 'tiles';
    // A long log takes its time, in which others have their turn.
    await setImmediate();
  }
  if (!endsAfter(log, 0, size)) return 'leaves';
  for (let level = 1; level === 1 || countAt(level - 1) > 0; level++)
    if (!endsAfter(log, level, countAt(level))) return 'tiles';
  const isPlaced = size === 0 || log.positionOf(size - 1) !== undefined;
  return isPlaced && log.positionOf(size) === undefined ? undefined : 'positions';
};

/**
 * Opens the tree of a log to go on with it: grows it anew from the leaves that are kept, and holds it
 * against the tiles above them and against the last checkpoint, whose signature is verified first.
 * Where the key before the current one has signed that, both sign it again: whoever trusts the one
 * sees what the other goes on with.
 *
 * Gives `LogDamaged` or `KeyUnknown`.
 */
export const openTree = async ({
  log,
  keys: { current, previous, verify },
  hash,
}: {
  readonly log: OwnedSealedLog;
  readonly keys: SealKeys;
  readonly hash: Hash;
}): Promise<GrowingTree | LogRefusal> => {
  const latest = log.latest();
  const size = latest?.size ?? 0;
  const damaged = (part: Extract<LogRefusal, { readonly part: unknown }>['part']): LogRefusal => ({
    type: 'LogDamaged',
    part,
    size,
  });
  const tree = growTree(hash);
  if (latest === undefined) {
    const part = await regrow(log, tree, 0);
    return part === undefined ? tree : damaged(part);
  }
  const isLast = ({ key }: NoteSigner) =>
    key.name === current.key.name && writeVerifierKey(key) === latest.verifierKey;
  const signer = [current, ...(previous === undefined ? [] : [previous])].find(isLast);
  if (signer === undefined) return { type: 'KeyUnknown', verifierKey: latest.verifierKey };
  const checkpoint = readSigned(latest, signer, verify);
  if (checkpoint === undefined) return damaged('checkpoint');
  const part = await regrow(log, tree, size);
  if (part !== undefined) return damaged(part);
  if (Buffer.compare(tree.root(), checkpoint.rootHash) !== 0) return damaged('root');
  if (signer !== current)
    log.append({
      after: size,
      positions: [],
      hashes: [],
      checkpoint: signTree(tree, current, signer),
    });
  return tree;
};
