/** Why a text is not what it should be, or not trusted. */
export type ProofError =
  /** It is no verifier key `name+hash+key` of Ed25519, or its hash is that of another key. */
  | { readonly type: 'KeyMalformed' }
  /** It is no signed note: text, an empty line, and lines of signatures. */
  | { readonly type: 'NoteMalformed' }
  /** No key that is trusted has signed it. `signers` are the names of those that claim to have. */
  | { readonly type: 'NoteNotTrusted'; readonly signers: ReadonlyArray<string> }
  /** A trusted key is said to have signed it, and has not: the note was changed. */
  | { readonly type: 'SignatureWrong'; readonly signer: string }
  /** It is no checkpoint: origin, size and root hash, a line each. */
  | { readonly type: 'CheckpointMalformed' };
