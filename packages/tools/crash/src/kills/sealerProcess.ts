import { openSqliteStore, sealStore } from '@facture/sqlite';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { opened } from '../opened';
import { print } from './print';

/** Seals the store of a data directory into it, and prints each checkpoint once it is kept. */
const [data = '', batchSize = ''] = process.argv.slice(2);

const file = join(data, 'facture.db');
const store = opened(openSqliteStore({ file, now: () => new Date(), readOnly: true }));

void sealStore(
  {
    store,
    data,
    batchSize: Number(batchSize),
    intervalMs: 1,
    random: Math.random,
    sleep: (ms) => wait(ms),
    onSealed: ({ note }) => {
      print(note);
    },
  },
  new AbortController().signal,
).then((refusal) => {
  throw new Error(`it does not seal any longer: ${JSON.stringify(refusal)}`);
});
