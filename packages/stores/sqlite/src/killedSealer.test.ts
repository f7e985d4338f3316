import { afterAll, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { startChild, type Child } from './testing/childProcess';
import { appendOrders, expectSound, readerIn, SEALER } from './testing/sealedStore';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

/** How often the sealer is killed: `pnpm kill-sealer` does it 200 times. */
const KILLS = Number(process.env['SEALER_KILLS'] ?? '25');

afterAll(removeTemporaryFiles);

const notesOf = ({ lines }: Child): ReadonlyArray<string> =>
  lines.map((line) => JSON.parse(line) as string);

describe('a sealer that is killed', () => {
  it(
    `goes on with the same tree, ${KILLS} times over`,
    async () => {
      const file = temporaryFile();
      const store = openStore(file);
      const acknowledged: Array<string> = [];
      for (let kill = 1; kill <= KILLS; kill++) {
        await appendOrders(store, 60);
        const child = startChild(SEALER, file, String(randomInt(1, 8)), '1');
        const enough = randomInt(1, 8);
        while (child.lines.length < enough && child.process.exitCode === null) await wait(1);
        // Anywhere in the next batch: between two of them, or in the midst of a transaction.
        await wait(randomInt(0, 3));
        child.process.kill('SIGKILL');
        expect(await child.ended).toBeNull();
        acknowledged.push(...notesOf(child));
        const log = readerIn(dirname(file));
        const kept = log.checkpoints(0, Number.MAX_SAFE_INTEGER).map(({ note }) => note);
        // What was told is kept, in order; of what was not told, the last may be there.
        expect(kept.filter((note) => acknowledged.includes(note))).toEqual(acknowledged);
        await expectSound(log, store);
        log.close();
      }
      await store.close();
    },
    60_000 + KILLS * 5_000,
  );
});

describe('two sealers at once', () => {
  it('cannot be: the second refuses until the first has gone, however it goes', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await appendOrders(store, 20);
    const first = startChild(SEALER, file, '1024', '1');
    while (first.lines.length === 0 && first.process.exitCode === null) await wait(5);
    const second = startChild(SEALER, file, '1024', '1');
    expect(await second.ended).toBe(0);
    expect(second.lines).toEqual(['{"type":"SealedElsewhere"}']);
    await appendOrders(store, 5);
    while (first.lines.length < 2 && first.process.exitCode === null) await wait(5);
    first.process.kill('SIGKILL');
    await first.ended;
    await appendOrders(store, 5);
    const third = startChild(SEALER, file, '1024', '1');
    while (third.lines.length === 0 && third.process.exitCode === null) await wait(5);
    third.process.kill('SIGKILL');
    await third.ended;
    const log = readerIn(dirname(file));
    expect(log.latest()?.size).toBe(30);
    await expectSound(log, store);
    log.close();
    await store.close();
  });
});
