/** Something that may never be, and how to see it again. */
export interface Finding {
  /** What was done: `kill the writer`, `cut facture.db-wal`. */
  readonly scenario: string;
  /** Where or when in it: `life 3`, `byte 4096`. */
  readonly moment: string;
  readonly seed: number;
  readonly what: string;
  readonly again: string;
}

/** Writes a value down shortly, to be read by people. */
export const shortly = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};
