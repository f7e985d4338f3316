import type { Held } from './judgeProofs';

const KEY = 'facture.checkpoint';

/** Reads the checkpoint that this browser has held since it last believed one. */
export const heldCheckpoint = (storage: Pick<Storage, 'getItem'>): Held | null => {
  const [key, ...note] = (storage.getItem(KEY) ?? '').split('\n');
  return key === undefined || note.length === 0 ? null : { key, note: note.join('\n') };
};

/** Holds a checkpoint: any later one has to go on from it. */
export const holdCheckpoint = (storage: Pick<Storage, 'setItem'>, { key, note }: Held): void => {
  storage.setItem(KEY, `${key}\n${note}`);
};
