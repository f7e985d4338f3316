import type { Held } from './judgeProofs';

const KEY = 'facture.checkpoint';

/**
 * Reads the checkpoint that this browser has held since it last believed one; null where there is
 * none, or where the browser lets the page keep nothing.
 */
export const heldCheckpoint = (storage: Pick<Storage, 'getItem'>): Held | null => {
  try {
    const [key, ...note] = (storage.getItem(KEY) ?? '').split('\n');
    return key === undefined || note.length === 0 ? null : { key, note: note.join('\n') };
  } catch {
    return null;
  }
};

const isSame = (one: Held | null, other: Held | null): boolean =>
  one?.key === other?.key && one?.note === other?.note;

/**
 * Holds a checkpoint: any later one has to go on from it. It takes the place of the one that it was
 * judged against and of no other: what another tab has put there since may be newer.
 */
export const holdCheckpoint = (
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  judgedAgainst: Held | null,
  { key, note }: Held,
): void => {
  if (!isSame(heldCheckpoint(storage), judgedAgainst)) return;
  try {
    storage.setItem(KEY, `${key}\n${note}`);
  } catch {
    // The next checkpoint is judged as if it were the first, and said to be.
  }
};
