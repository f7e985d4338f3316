import { writeSync } from 'node:fs';

import { counting } from './counting';
import { openStore } from './temporaryStore';

/** Makes the counts of a file anew in some threads, and prints what that came to as JSON. */
const [file = '', count = '', name = 'counting'] = process.argv.slice(2);

const store = openStore(file);
const place = { module: require.resolve('./counting'), name };
const progress: Array<number> = [];
void store
  .rebuild(counting, {
    threads: { ...place, count: Number(count) },
    batchSize: 20,
    onProgress: (events) => progress.push(events),
  })
  .then(
    (rebuilt) => ({ ...rebuilt, progress }),
    (thrown: unknown) => ({ thrown }),
  )
  .then(async (outcome) => {
    writeSync(1, `${JSON.stringify(outcome)}\n`);
    await store.close();
  });
