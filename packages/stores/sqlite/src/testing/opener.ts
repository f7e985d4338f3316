import * as E from 'fp-ts/Either';
import { writeSync } from 'node:fs';
import { join } from 'node:path';

import { openSqliteStore } from '../openSqliteStore';

/** Opens so many new files, each at the moment when others open it too, and tells each refusal. */
const [directory = '', count = '', firstAt = '', everyMs = ''] = process.argv.slice(2);

for (let n = 0; n < Number(count); n++) {
  const at = Number(firstAt) + n * Number(everyMs);
  while (Date.now() < at);
  const file = join(directory, n.toString(), 'facture.db');
  const opened = openSqliteStore({ file, now: () => new Date() });
  if (E.isLeft(opened)) writeSync(1, `${JSON.stringify(opened.left)}\n`);
  else void opened.right.close();
}
