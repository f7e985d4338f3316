import { once } from 'node:events';

import { catchUpWith } from './catchUpWith';
import { openStore } from '../openStore';

/** Follows a partition of a file's events into a read model, from a word on the input to the end. */
const run = async ([file = '', models = '', index, of]: ReadonlyArray<string>): Promise<void> => {
  const store = openStore(file);
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  await catchUpWith(store, models, { index: Number(index), of: Number(of) });
  process.stdout.write('caught up\n');
  await store.close();
};

void run(process.argv.slice(2));
