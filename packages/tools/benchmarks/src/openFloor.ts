import { appendTo } from './appendTo';
import type { Carrying } from './appending';
import { openBareSqlite, type BareSqlite, type WrittenRows } from './bareSqlite';
import type { Bench } from './bench';
import { openStore } from './openStore';

/** The floor of appends, until it is closed. */
export interface Floor extends Carrying<WrittenRows> {
  readonly close: () => Promise<void>;
}

/**
 * Opens the floor: bare SQLite that inserts the rows which a store wrote for the same appends into a
 * file of its own, a transaction for each append.
 */
export const openFloor = async (
  bench: Bench,
  name = 'floor',
  openBare: (file: string) => BareSqlite = openBareSqlite,
): Promise<Floor> => {
  const modelFile = bench.file(`${name}-model`);
  const model = openStore(modelFile);
  const written = openBareSqlite(modelFile);
  const file = bench.file(name);
  await openStore(file).close();
  const bare = openBare(file);
  return {
    prepare: async (appends) => {
      await Promise.all(appends.map(appendTo(model)));
      return appends.map(written.rowsOf);
    },
    carry: bare.insert,
    close: async () => {
      await model.close();
      written.close();
      bare.close();
    },
  };
};
