import * as t from 'io-ts';

/** A hash: base64. */
const HashText = t.string;

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** That an event is in the log: with its leaf hash these hashes make the root. */
export const InclusionProofView = t.readonly(
  t.strict({
    position: t.string,
    logIndex: t.number,
    size: t.number,
    leafHash: HashText,
    hashes: t.readonlyArray(HashText),
  }),
  'InclusionProofView',
);
export type InclusionProofView = t.TypeOf<typeof InclusionProofView>;

/** That the log of one size goes on from the log of another. */
export const ConsistencyProofView = t.readonly(
  t.strict({ from: t.number, to: t.number, hashes: t.readonlyArray(HashText) }),
  'ConsistencyProofView',
);
export type ConsistencyProofView = t.TypeOf<typeof ConsistencyProofView>;

/** The proofs of all events of an order; null for what is not sealed yet. */
export const OrderProofsView = t.readonly(
  t.strict({
    /** The signed note of the checkpoint that the proofs lead to. */
    checkpoint: nullable(t.string),
    events: t.readonlyArray(
      t.readonly(
        t.strict({
          revision: t.number,
          position: t.string,
          logIndex: nullable(t.number),
          hashes: nullable(t.readonlyArray(HashText)),
        }),
      ),
    ),
  }),
  'OrderProofsView',
);
export type OrderProofsView = t.TypeOf<typeof OrderProofsView>;
