import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import * as client from '@facture/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { pages, root } from './pages.ts';
import { runSnippet } from './runSnippet.ts';
import { fences, functionBody, type Snippet } from './snippets.ts';
import { environment, startService } from './startService.ts';

const snippets = pages.flatMap(({ name, markdown }) => fences(name, markdown, 'ts service'));
const program = snippets.find(({ code }) => code.includes('DatabaseSync')) as Snippet;

const ORDERS = 4;
const order = (orderId: string) => ({
  orderId,
  value: 1_000_000,
  items: [{ id: 'sku-1', quantity: 1_000_000, price: 1, seller: orderId }],
  storePreferencesData: { currencyCode: 'BRL' },
});
const sale = (invoiceNumber: string) =>
  ({
    type: 'Output',
    invoiceNumber,
    invoiceValue: 1,
    issuanceDate: '2026-01-31',
    items: [{ id: 'sku-1', quantity: 1, price: 1 }],
  }) as const;

const ok = <A>(called: E.Either<unknown, A>): A => {
  if (E.isLeft(called)) throw new Error(JSON.stringify(called.left));
  return called.right;
};

const quiet = { log: () => undefined, error: () => undefined };

const PATIENCE_MS = 30_000;

const until = async (isSo: () => boolean): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('not in time');
    await wait(5);
  }
};

interface Row {
  readonly order_id: string;
  readonly current_minor: number;
  readonly changes: number;
}

describe('the examples that need a service', () => {
  const home = process.cwd();
  const scratch = mkdtempSync(join(tmpdir(), 'facture-subscribing-'));
  const inService = (snippet: Snippet): Snippet => ({
    ...snippet,
    code: snippet.code.replaceAll('http://127.0.0.1:8080', service.url),
  });
  let service: Awaited<ReturnType<typeof startService>>;
  let writer: client.FactureClient;
  const running = new Set<ChildProcess>();
  let sales = 0;
  const sell = async () =>
    ok(await writer.notify(`o-${sales % ORDERS}`, sale(`N-${(sales += 1)}`)));

  beforeAll(async () => {
    process.chdir(scratch);
    Object.assign(process.env, environment);
    service = await startService();
    const { FACTURE_APP_KEY: appKey, FACTURE_APP_TOKEN: token } = environment;
    writer = client.factureClient({ url: service.url, appKey, token });
    for (let index = 0; index < ORDERS; index += 1) ok(await writer.place(order(`o-${index}`)));
    for (let index = 0; index < 2 * ORDERS; index += 1) await sell();
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    process.chdir(home);
    for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
    await service.stop();
    rmSync(scratch, { recursive: true });
  });

  /** What the table must hold: each event counted once. */
  const everythingOnce = async (): Promise<ReadonlyArray<Row>> =>
    Promise.all(
      Array.from({ length: ORDERS }, async (_, index) => {
        const { orderId, currentMinor, revision } = ok(await writer.totals(`o-${index}`));
        return { order_id: orderId, current_minor: currentMinor, changes: revision + 1 };
      }),
    );
  const table = (): ReadonlyArray<Row> => {
    const database = new DatabaseSync('totals.db', { timeout: 10_000 });
    try {
      const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'totals'").get();
      if (isThere === undefined) return [];
      const rows = database.prepare("SELECT * FROM totals WHERE order_id LIKE 'o-%' ORDER BY 1");
      return rows.all().map((row) => ({ ...row }) as unknown as Row);
    } finally {
      database.close();
    }
  };
  const forget = () => {
    for (const file of ['', '-wal', '-shm']) rmSync(`totals.db${file}`, { force: true });
  };

  it.each(snippets.filter((snippet) => snippet !== program).map((each) => [each.place, each]))(
    'do what they say at %s',
    async (_place, snippet) => {
      await runSnippet(inService(snippet as Snippet), { console: quiet });
    },
  );

  describe('keep a table exactly once', () => {
    it('through a death before and after every statement', async () => {
      class Died extends Error {}
      /** A database of a process that dies before the statement of this number. */
      const mortal = (lifetime: number) => {
        let left = lifetime;
        const mortally = <A extends object>(target: A, database: DatabaseSync): A =>
          new Proxy(target, {
            get: (_, name) => {
              const member: unknown = Reflect.get(target, name);
              if (typeof member !== 'function') return member;
              return (...args: ReadonlyArray<unknown>) => {
                if (left === 0) {
                  if (database.isOpen) database.close();
                  throw new Died();
                }
                left -= name === 'prepare' ? 0 : 1;
                const result: unknown = Reflect.apply(member, target, args);
                return name === 'prepare' ? mortally(result as object, database) : result;
              };
            },
          });
        return function open(file: string) {
          const database = new DatabaseSync(file);
          return mortally(database, database);
        };
      };
      /** The client of a process that ends when it has seen the present. */
      const untilThePresent: typeof client.factureClient = (options) => {
        const real = client.factureClient(options);
        return {
          ...real,
          subscribe: async function* (asked) {
            for await (const message of real.subscribe(asked)) {
              if (message.type === 'caught-up') return;
              yield message;
            }
          },
        };
      };
      const live = async (lifetime: number): Promise<boolean> => {
        const modules = new Map<string, unknown>([
          ['node:sqlite', { DatabaseSync: mortal(lifetime) }],
          ['@facture/client', { ...client, factureClient: untilThePresent }],
        ]);
        try {
          await runSnippet(inService(program), { console: quiet }, modules);
          return false;
        } catch (thrown) {
          if (thrown instanceof Died) return true;
          throw thrown;
        }
      };

      const expected = await everythingOnce();
      let deaths = 0;
      for (let lifetime = 1; await live(lifetime); lifetime += 1) deaths = lifetime;
      expect(table()).toEqual(expected);
      expect(deaths).toBeGreaterThan(10);

      forget();
      let once = 0;
      while (await live(once)) once += 1;
      expect(table()).toEqual(expected);
      forget();
    });

    it('through kill -9 while orders are invoiced, two processes at a time', async () => {
      const file = join(scratch, 'totals.cjs');
      writeFileSync(file, `(async () => {${functionBody(inService(program).code)}})();`);
      const register = join(root, 'packages/apps/service/src/testing/typescript.cjs');
      const start = () => {
        const child = spawn(
          process.execPath,
          ['--require', register, '--conditions', '@facture/source', file],
          {
            cwd: scratch,
            env: { ...process.env, NODE_PATH: join(dirname(__dirname), '../node_modules') },
            stdio: ['ignore', 'pipe', 'ignore'],
          },
        );
        running.add(child);
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
        return { child, ended: once(child, 'exit'), isUpToDate: () => said.includes('up to date') };
      };

      const counted = () => table().reduce((sum, { changes }) => sum + changes, 0);
      for (let life = 0; life < 4; life += 1) {
        const both = [start(), start()];
        await until(() => both.every(({ isUpToDate }) => isUpToDate()));
        const before = counted();
        while (counted() < before + 20) await sell();
        for (const { child } of both) child.kill('SIGKILL');
        for (const { ended } of both) expect(await ended).toEqual([null, 'SIGKILL']);
      }

      const last = start();
      const expected = await everythingOnce();
      await until(last.isUpToDate);
      expect(table()).toEqual(expected);
      last.child.kill('SIGKILL');
      await last.ended;
    });
  });
});
