export { decodeBase64, encodeBase64 } from './base64';
export { bundleCheckpoint, bundleEvent, readRecord, writeRecord } from './bundle';
export {
  BundleCheckpoint,
  BundleEvent,
  BundleHeader,
  BundleRecord,
  BundleTotals,
} from './bundleRecord';
export { readCheckpoint, writeCheckpoint } from './checkpoint';
export type { Checkpoint } from './checkpoint';
export { consistencyProof, verifyConsistency } from './consistency';
export type { Consistency } from './consistency';
export { decodeEnvelope, encodeEnvelope, Envelope, leafHash, leafHasher } from './envelope';
export type { ProofError } from './errors';
export type { Finding } from './finding';
export type { TotalsFold } from './followStreams';
export type { OlderStanding } from './holdAgainst';
export { inclusionProof, verifyInclusion } from './inclusion';
export type { Inclusion } from './inclusion';
export type { NodeAt } from './nodes';
export { openNote, readNote, signaturesBy, signNote } from './note';
export type { NoteSignature, NoteSigner, SignedNote, Verify } from './note';
export { openCheckpoint } from './openCheckpoint';
export type { Trust } from './openCheckpoint';
export { appendLeaf, emptyTree, hashLeaf, nodeHash, rootOf } from './tree';
export type { Hash, Tree } from './tree';
export { ConsistencyProofView, InclusionProofView, OrderProofsView } from './proofViews';
export { readVerifierKey, verifierKey, writeVerifierKey } from './verifierKey';
export type { VerifierKey } from './verifierKey';
export { verifyBundle } from './verifyBundle';
export type { BundleReport, BundleVerification, BundleVerifier } from './verifyBundle';
