export {
  emptySealedLogMemory,
  inMemorySealedLog,
  ownInMemorySealedLog,
} from './sealing/inMemorySealedLog';
export type { SealedLogMemory } from './sealing/inMemorySealedLog';
export { nodeReader } from './sealing/nodeReader';
export type { LogRefusal } from './sealing/openTree';
export { proveSealed } from './sealing/proveSealed';
export type { InclusionProof, LogProofs } from './sealing/proveSealed';
export { seal } from './sealing/seal';
export type { Sealing, SealRefusal } from './sealing/seal';
export { HASH_BYTES, misfit, TILE_WIDTH } from './sealing/sealedLog';
export type {
  OwnedSealedLog,
  SealedBatch,
  SealedCheckpoint,
  SealedElsewhere,
  SealedLog,
} from './sealing/sealedLog';
export type { SealKeys } from './sealing/sealKeys';
