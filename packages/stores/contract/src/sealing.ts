export {
  emptySealedLogMemory,
  inMemorySealedLog,
  ownInMemorySealedLog,
} from './sealing/inMemorySealedLog';
export type { SealedLogMemory } from './sealing/inMemorySealedLog';
export { HASH_BYTES, misfit, TILE_WIDTH } from './sealing/sealedLog';
export type {
  OwnedSealedLog,
  SealedBatch,
  SealedCheckpoint,
  SealedElsewhere,
  SealedLog,
} from './sealing/sealedLog';
