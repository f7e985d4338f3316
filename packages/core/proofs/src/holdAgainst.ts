import * as E from 'fp-ts/Either';

import { encodeBase64 } from './base64';
import type { Finding } from './finding';
import { openCheckpoint, type Trust } from './openCheckpoint';
import { rootOf, type Hash, type Tree } from './tree';

/**
 * What an older checkpoint says of a history: that it goes on from there, that it does not, or
 * nothing because none was given, or it is of no use or cannot be compared with what is there.
 */
export type OlderStanding = 'held' | 'differs' | 'not-given' | 'not-compared';

/** Holds a history against an older checkpoint that was kept elsewhere. */
export interface OlderFollower {
  /** Takes the tree after each event, for as long as it is the one that was sealed. */
  readonly tree: (tree: Tree) => ReadonlyArray<Finding>;
  /** Is told how many events there were. */
  readonly end: (size: number) => ReadonlyArray<Finding>;
  readonly standing: () => OlderStanding;
}

const NOT_GIVEN: OlderFollower = {
  tree: () => [],
  end: () => [],
  standing: () => 'not-given',
};

const ofNoUse = (finding: Finding): OlderFollower => ({
  tree: () => [],
  end: () => [finding],
  standing: () => 'not-compared',
});

/** Holds the history of a log against the note of an older checkpoint, if there is one. */
export const holdAgainst = (
  hash: Hash,
  trust: Trust,
  origin: string,
  note: string | undefined,
): OlderFollower => {
  if (note === undefined) return NOT_GIVEN;
  const opened = openCheckpoint(trust, note);
  if (E.isLeft(opened)) return ofNoUse({ type: 'OlderCheckpointRefused', error: opened.left });
  const older = opened.right;
  if (older.origin !== origin)
    return ofNoUse({ type: 'OlderCheckpointOfOtherLog', expected: origin, found: older.origin });
  const expected = encodeBase64(older.rootHash);
  let standing: OlderStanding = 'not-compared';

  return {
    tree: (tree) => {
      if (tree.size !== older.size) return [];
      const found = encodeBase64(rootOf(hash, tree));
      standing = found === expected ? 'held' : 'differs';
      return found === expected
        ? []
        : [{ type: 'HistoryRewritten', from: 0, to: older.size, expected, found }];
    },
    end: (size) => {
      if (size >= older.size) return [];
      standing = 'differs';
      return [{ type: 'HistoryCutOff', expected: older.size, found: size }];
    },
    standing: () => standing,
  };
};
