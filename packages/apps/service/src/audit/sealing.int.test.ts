import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

import {
  openNote,
  readCheckpoint,
  readVerifierKey,
  verifyConsistency,
  writeVerifierKey,
  type Checkpoint,
  type VerifierKey,
} from '@facture/proofs';
import { sha256 } from '@facture/sqlite';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import {
  credentials,
  endChildren,
  startChildService,
  temporaryDirectory,
  type ChildService,
} from '../testing/childService';
import { orderDocument } from '../testing/documents';
import { verifyEd25519 } from '../testing/verifyEd25519';

const headers = {
  'X-VTEX-API-AppKey': credentials.appKey,
  'X-VTEX-API-AppToken': credentials.token,
};

const get = async ({ url }: ChildService, path: string) => {
  const response = await fetch(url + path, { headers });
  return { status: response.status, text: await response.text() };
};

let orders = 0;

/** Places so many orders, each one event. */
const place = async ({ url }: ChildService, count: number): Promise<void> => {
  for (let placed = 0; placed < count; placed++) {
    const response = await fetch(`${url}/api/orders`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(orderDocument(`sealed-${orders++}`)),
    });
    expect(response.status).toBe(200);
  }
};

const keyOf = async (service: ChildService): Promise<VerifierKey> => {
  const { text } = await get(service, '/api/audit/key');
  const key = readVerifierKey(sha256, text.trimEnd());
  if (E.isLeft(key)) throw new Error(text);
  return key.right;
};

const read = (note: string, key: VerifierKey): Checkpoint => {
  const checkpoint = E.flatMap(readCheckpoint)(openNote(verifyEd25519, [key], note));
  if (E.isLeft(checkpoint)) throw new Error(`${JSON.stringify(checkpoint.left)}: ${note}`);
  return checkpoint.right;
};

const PATIENCE_MS = 30_000;

const until = async <A>(find: () => Promise<A | undefined>, what: string): Promise<A> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not happen in time`);
    await wait(20);
  }
};

/** Waits for a checkpoint of so many events. */
const sealed = async (service: ChildService, size: number): Promise<Checkpoint> => {
  const note = await until(async () => {
    const { status, text } = await get(service, '/api/audit/checkpoint');
    return status === 200 && text.split('\n')[1] === size.toString() ? text : undefined;
  }, `a checkpoint of ${size} events`);
  return read(note, await keyOf(service));
};

const expectGoesOn = async (service: ChildService, older: Checkpoint, newer: Checkpoint) => {
  const path = `/api/audit/proofs/consistency?from=${older.size}&to=${newer.size}`;
  const { hashes } = JSON.parse((await get(service, path)).text) as { hashes: Array<string> };
  const sizes = { from: older.size, to: newer.size };
  const claim = { ...sizes, fromRoot: older.rootHash, toRoot: newer.rootHash };
  const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
  expect(verifyConsistency(sha256, claim, proof)).toBe(true);
  expect(newer.origin).toBe(older.origin);
};

const told = (service: ChildService, text: string) =>
  until(
    () => Promise.resolve(service.stderr().includes(text) ? true : undefined),
    `being told "${text}"`,
  );

const kill = async (service: ChildService): Promise<void> => {
  service.process.kill('SIGKILL');
  await service.ended;
};

describe('a service', () => {
  let directory = temporaryDirectory();
  const start = (...args: ReadonlyArray<string>) => startChildService(directory.path, args);
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => {
    endChildren();
    directory.remove();
  });
  afterAll(endChildren);

  it('seals what it stores, and goes on with the same log after it was killed', async () => {
    const first = await start();
    await place(first, 3);
    const older = await sealed(first, 3);
    await place(first, 4);
    await kill(first);
    const second = await start();
    await place(second, 1);
    const newer = await sealed(second, 8);
    const key = await keyOf(second);
    await expectGoesOn(second, older, newer);
    second.process.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(first.stderr() + second.stderr()).not.toContain('not sealing');
    for (const { stderr } of [first, second])
      expect(stderr()).toContain(`"verifierKey":"${writeVerifierKey(key)}"`);
  });

  it('that finds another one sealing serves proofs, and takes over when that has gone', async () => {
    const first = await start();
    await place(first, 2);
    const older = await sealed(first, 2);
    const second = await start();
    await told(second, 'not sealing: another process seals');
    expect(await sealed(second, 2)).toEqual(older);
    await place(second, 1);
    const middle = await sealed(second, 3);
    await kill(first);
    await place(second, 1);
    const newer = await sealed(second, 4);
    await expectGoesOn(second, older, middle);
    await expectGoesOn(second, middle, newer);
  });

  it('that is told not to seal makes no key, and serves what another one seals', async () => {
    const idle = await start('--no-seal');
    await place(idle, 2);
    expect((await get(idle, '/api/audit/checkpoint')).status).toBe(404);
    expect(readdirSync(directory.path)).not.toContain('seal-key');
    const sealing = await start();
    const checkpoint = await sealed(sealing, 2);
    expect(await sealed(idle, 2)).toEqual(checkpoint);
    await kill(sealing);
    await place(idle, 1);
    await wait(100);
    expect(await sealed(idle, 2)).toEqual(checkpoint);
  });

  it('whose log was tampered with says so, signs nothing, and goes on serving', async () => {
    const first = await start();
    await place(first, 5);
    const before = await sealed(first, 5);
    await kill(first);
    const database = new DatabaseSync(join(directory.path, 'log.db'));
    database.exec('UPDATE tiles SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB)');
    database.close();
    const second = await start();
    await told(second, 'not sealing: log.db was changed: its root');
    await place(second, 1);
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
    expect(await sealed(second, 5)).toEqual(before);
    const { text } = await get(second, '/metrics');
    expect(text).toMatch(/^facture_sealed_events 5$/m);
    expect(text).toMatch(/^facture_seal_lag_seconds (?!0$)/m);
  });

  it('whose store was put back says so', async () => {
    const first = await start();
    await place(first, 3);
    await sealed(first, 3);
    first.process.kill('SIGTERM');
    await first.ended;
    rmSync(join(directory.path, 'facture.db'));
    const second = await start();
    await place(second, 6);
    await told(second, 'not sealing: event 2 of the log, at position 3, is not the one');
    await sealed(second, 3);
  });

  it('replaces its key when that was put aside: one checkpoint is signed by both', async () => {
    const first = await start();
    await place(first, 2);
    const older = await sealed(first, 2);
    const oldKey = await keyOf(first);
    first.process.kill('SIGTERM');
    await first.ended;
    const file = join(directory.path, 'seal-key');
    renameSync(file, `${file}.old`);
    const second = await start();
    const key = await until(async () => {
      const found = await keyOf(second);
      return found.id === oldKey.id ? undefined : found;
    }, 'a new key');
    expect(key.name).toBe(oldKey.name);
    const { text: both } = await get(second, '/api/audit/checkpoint');
    expect(read(both, oldKey)).toEqual(older);
    expect(read(both, key)).toEqual(older);
    await place(second, 1);
    await expectGoesOn(second, older, await sealed(second, 3));
    second.process.kill('SIGTERM');
    await second.ended;
    rmSync(`${file}.old`);
    const third = await start();
    await place(third, 1);
    await sealed(third, 4);
    expect(await keyOf(third)).toEqual(key);
  });

  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  if (!hasCurl) console.warn('There is no curl on this machine: the how-to is not tried.');

  (hasCurl ? it : it.skip)('does what the how-to about checkpoints shows', async () => {
    const service = await start();
    await place(service, 4);
    const checkpoint = await sealed(service, 4);
    const page = readFileSync(
      join(__dirname, '../../../../../docs/how-to/hold-a-checkpoint.md'),
      'utf8',
    );
    const scripts = Array.from(page.matchAll(/^```sh\n(.*?)^```$/gms), ([, script = '']) => script);
    expect(scripts).toHaveLength(3);
    const desk = mkdtempSync(join(tmpdir(), 'facture-held-'));
    const run = async (script: string) =>
      promisify(execFile)('sh', ['-c', script], {
        cwd: desk,
        env: {
          PATH: process.env['PATH'],
          FACTURE_URL: service.url,
          FACTURE_APP_KEY: credentials.appKey,
          FACTURE_APP_TOKEN: credentials.token,
        },
      });
    const answers = [];
    for (const script of scripts) answers.push((await run(script)).stdout);
    const [held = '', keyFile = ''] = readdirSync(desk).sort();
    const key = readVerifierKey(sha256, readFileSync(join(desk, keyFile), 'utf8').trimEnd());
    if (E.isLeft(key)) throw new Error('no key was kept');
    expect(held).toMatch(/^checkpoint-\d{4}-\d\d-\d\d$/);
    expect(read(readFileSync(join(desk, held), 'utf8'), key.right)).toEqual(checkpoint);
    expect(JSON.parse(answers[2] ?? '')).toMatchObject({ from: 2, to: 4 });
    rmSync(desk, { recursive: true });
  });
});
