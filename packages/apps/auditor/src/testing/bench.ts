import { fill } from '@facture/benchmarks/data-set';
import { connect, type Connected } from '@facture/connect';
import { catchUp } from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import { commands } from '../commands';
import { run } from '../run';

const directories: Array<string> = [];

/** Makes a directory that is removed in the end. */
export const directory = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'facture-auditor-'));
  directories.push(made);
  return made;
};

const running = new Set<ChildProcess>();

/** Ends what a failed test left running, and removes what {@link directory} made. */
export const removeDirectories = (): void => {
  for (const child of running) child.kill('SIGKILL');
  for (const made of directories.splice(0)) rmSync(made, { recursive: true, force: true });
};

/** Opens a store as the service does. */
export const openStore = (data: string, store = 'sqlite'): Connected => {
  const connected = connect({ store, data, now: () => new Date() });
  if (E.isLeft(connected)) throw new Error(JSON.stringify(connected.left));
  return connected.right;
};

/** Applies all events of a store to its read model. */
export const project = async ({ events, readModels }: Connected): Promise<void> => {
  const readModel = readModels.open(orderSummaryProjection);
  const stop = new AbortController();
  const patience = { random: () => 0, sleep: (ms: number) => wait(ms) };
  const following = { store: events, readModel, prefix: 'order-', ...patience };
  const followed = catchUp(following, stop.signal);
  await readModel.waitFor((await events.head()) ?? 0n, 30_000);
  stop.abort();
  await followed;
};

/** Makes the data directory of a service that has taken at least so many events. */
export const serviceWith = async (count: number, store = 'sqlite'): Promise<string> => {
  const data = directory();
  const connected = openStore(data, store);
  await fill(connected.events, count, () => undefined);
  await project(connected);
  await connected.close();
  return data;
};

/** Changes the database of a store behind its back. */
export const tamper = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};

/** Changes rows of a read model as a program does that is wrong: their checksums are right. */
export const writeRows = (file: string, sql: string): void => {
  tamper(file, sql);
  const database = new DatabaseSync(file);
  const rows = database.prepare(
    'SELECT rowid, model, stream, revision, hex(position) AS position, body FROM read_model_rows',
  );
  const write = database.prepare('UPDATE read_model_rows SET checksum = ? WHERE rowid = ?');
  for (const { rowid = 0, position, ...row } of rows.all()) {
    const place = [row['model'], row['stream'], row['revision'], BigInt(`0x${String(position)}`)];
    write.run(crc32([...place, row['body']].join('\n')), rowid);
  }
  database.close();
};

/** What a run of the auditor came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the auditor in this process. */
export const audit = async (
  args: ReadonlyArray<string>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Ran> => {
  let stdout = '';
  let stderr = '';
  const code = await run(commands, args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { isTTY: false, write: (text: string) => (stderr += text) } as never,
    now: () => new Date('2026-12-31T00:00:00.000Z'),
    signal,
  });
  return { code, stdout, stderr };
};

/** Runs the auditor in this process for its JSON. */
export const auditJson = async (
  args: ReadonlyArray<string>,
): Promise<Ran & { readonly json: Readonly<Record<string, unknown>> }> => {
  const ran = await audit([...args, '--json']);
  if (ran.stdout === '') throw new Error(ran.stderr);
  return { ...ran, json: JSON.parse(ran.stdout) as Readonly<Record<string, unknown>> };
};

/** Starts the auditor in a process of its own. */
export const startAuditor = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
) => {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('./typescript.cjs'),
      '--conditions',
      '@facture/source',
      join(__dirname, '../main.ts'),
      ...args,
    ],
    { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]): Ran => ({
    code: code as number,
    stdout,
    stderr,
  }));
  return { child, ended };
};

/** Runs the auditor in a process of its own. */
export const auditApart = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> => startAuditor(args, environment).ended;
