import type { Position } from '@facture/contract';

import type { Ports } from '../ports';

const PATIENCE_MS = 1_000;

/**
 * Waits until the rows are as recent as a reader must see them, and tells whether they are: at the
 * position that the reader asks for, or else at the last one that was written.
 *
 * Rejects with `StoreReadError`.
 */
export const isRecent = async (
  { summaries, lastWritten }: Pick<Ports, 'summaries' | 'lastWritten'>,
  notBefore: Position | undefined,
): Promise<boolean> => {
  const position = notBefore ?? (await lastWritten.position());
  return position === undefined || summaries.waitFor(position, PATIENCE_MS);
};
