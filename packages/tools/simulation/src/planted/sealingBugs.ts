import type { PlantedBug } from './plantedBug';

const SEAL = 'stores/contract/src/sealing/seal.ts';

/** Ways in which sealing goes wrong. */
export const sealingBugs: ReadonlyArray<PlantedBug> = [
  {
    name: 'a gap after a full batch',
    about: 'sealer: the event that comes when a batch is full is passed over',
    file: SEAL,
    piece: 'if (batch.push(leaf) >= batchSize) sealAll();',
    instead: `if (batch.length >= batchSize) sealAll();
      else batch.push(leaf);`,
    store: 'memory',
  },
  {
    name: 'sealed twice after a restart',
    about: 'sealer: the event that was sealed last is sealed again',
    file: SEAL,
    piece: `      isFound = true;
    } else if (position > ((batch.at(-1) ?? last)?.position ?? -1n)) {`,
    instead: `      isFound = true;
    }
    if (isFound) {`,
    store: 'memory',
  },
  {
    name: 'a fork signed after a failed write',
    about: 'sealer: a batch that was not kept stays in the tree that is signed',
    file: SEAL,
    piece: 'if (tree === undefined || tree.size() !== (log.latest()?.size ?? 0)) {',
    instead: 'if (tree === undefined) {',
    store: 'memory',
  },
  {
    name: 'a damaged log gone on with',
    about: 'sealer: leaves that no checkpoint covers are not noticed',
    file: 'stores/contract/src/sealing/openTree.ts',
    piece: `if (!endsAfter(log, 0, size)) return 'leaves';
  for (let level = 1; level === 1 || countAt(level - 1) > 0; level++)
    if (!endsAfter(log, level, countAt(level))) return 'tiles';
  const isPlaced = size === 0 || log.positionOf(size - 1) !== undefined;
  return isPlaced && log.positionOf(size) === undefined ? undefined : 'positions';`,
    instead: 'return undefined;',
    store: 'memory',
  },
  {
    name: 'the lock ignored',
    about: 'sealer: two seal the same log at once',
    file: 'stores/contract/src/sealing/inMemorySealedLog.ts',
    piece: "if (memory.owned) return E.left({ type: 'SealedElsewhere' });",
    instead:
      "if (memory.owned && memory.levels.length > 99) return E.left({ type: 'SealedElsewhere' });",
    store: 'memory',
  },
];
