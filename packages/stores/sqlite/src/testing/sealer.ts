import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { sealStore } from '../sealStore';
import { openStore } from './temporaryStore';

/**
 * Seals the store of a file into its directory, and prints each checkpoint once it is kept, as the
 * text of a JSON string on one line, and why it ended when it did. Nobody tells it to stop.
 */
const [file = '', batchSize = '', intervalMs = ''] = process.argv.slice(2);

const print = (value: unknown): void => {
  writeSync(1, `${JSON.stringify(value)}\n`);
};

const store = openStore(file);

void sealStore(
  {
    store,
    data: dirname(file),
    batchSize: Number(batchSize),
    intervalMs: Number(intervalMs),
    random: () => 0.5,
    sleep: (ms) => wait(ms),
    onSealed: ({ note }) => {
      print(note);
    },
    onFailure: (thrown) => {
      print({ failed: String(thrown) });
    },
  },
  new AbortController().signal,
)
  .then(print)
  .finally(() => store.close());
