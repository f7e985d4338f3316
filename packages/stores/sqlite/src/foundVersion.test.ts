import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { foundVersion } from './migrate';
import { openDatabase } from './openDatabase';
import { migrations } from './schema';

describe('a file that another process makes at the same moment', () => {
  it('is never taken for a foreign one', () => {
    const directory = mkdtempSync(join(tmpdir(), 'facture-found-'));
    const file = join(directory, 'facture.db');
    const database = new DatabaseSync(file);
    const prepare = database.prepare.bind(database);
    let asked = 0;
    // After the first question, another connection tries to make the whole file.
    database.prepare = (sql) => {
      const statement = prepare(sql);
      asked += 1;
      if (asked === 2) {
        const other = openDatabase({ file, busyTimeoutMs: 0, synchronous: 'FULL' });
        if (E.isRight(other)) other.right.close();
      }
      return statement;
    };
    expect(foundVersion({ file, database }, migrations.length)).toEqual(E.right(0));
    expect(asked).toBe(3);
    database.close();
    rmSync(directory, { recursive: true });
  });
});
