import { afterEach, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { flagsOnly, options, readSettings, type NotStarting, type Settings } from './settings';
import { version } from './version';

const NAMES = [
  ...options.map(({ envVar }) => envVar ?? ''),
  'FACTURE_APP_KEY',
  'FACTURE_APP_TOKEN',
];

const read = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
): E.Either<NotStarting, Settings> => {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
  return readSettings(args);
};

const refused = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
): NotStarting => {
  const settings = read(args, environment);
  if (E.isRight(settings)) throw new Error('it was taken');
  return settings.left;
};

describe('settings', () => {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of NAMES) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  });

  it('have defaults', () => {
    expect(read([])).toEqual(
      E.right({
        host: '127.0.0.1',
        port: 8080,
        data: './facture-data',
        store: 'sqlite',
        rebuild: false,
        seal: true,
        scope: 'seller',
        requestsPerMinute: 600_000,
        logLevel: 'info',
        preset: undefined,
      }),
    );
  });

  it('are read from flags', () => {
    const args = '--host 0.0.0.0 --port 0 --data /d --store esdb://h --scope order --rate-limit 5';
    expect(read([...args.split(' '), '--log-level', 'warn', '--rebuild', '--no-seal'])).toEqual(
      E.right({
        host: '0.0.0.0',
        port: 0,
        data: '/d',
        store: 'esdb://h',
        rebuild: true,
        seal: false,
        scope: 'order',
        requestsPerMinute: 5,
        logLevel: 'warn',
        preset: undefined,
      }),
    );
  });

  it('are read from the environment', () => {
    const environment = {
      HOST: '::1',
      PORT: '9090',
      FACTURE_DATA: 'data',
      FACTURE_STORE: 'esdb://ops:secret@h',
      FACTURE_NO_SEAL: '1',
      FACTURE_SCOPE: 'account',
      FACTURE_RATE_LIMIT: '0',
      FACTURE_LOG_LEVEL: 'silent',
      FACTURE_APP_KEY: 'key',
      FACTURE_APP_TOKEN: 'token',
    };
    expect(read([], environment)).toEqual(
      E.right({
        host: '::1',
        port: 9090,
        data: 'data',
        store: 'esdb://ops:secret@h',
        rebuild: false,
        seal: false,
        scope: 'account',
        requestsPerMinute: 0,
        logLevel: 'silent',
        preset: { appKey: 'key', token: 'token' },
      }),
    );
  });

  it('flags come before the environment', () => {
    expect(read(['--port', '1'], { PORT: '2' })).toMatchObject({ right: { port: 1 } });
  });

  const bad: ReadonlyArray<readonly [args: string, remedy: string]> = [
    ['--port abc', '0 to 65535'],
    ['--port 65536', '0 to 65535'],
    ['--port -1', '0 to 65535'],
    ['--port 80.5', '0 to 65535'],
    ['--scope shop', 'seller, order, account'],
    ['--rate-limit many', '0 to 999999999'],
    ['--log-level loud', 'info'],
  ];
  it.each(bad)('%s is refused, naming the flag and the remedy', (args, remedy) => {
    const { exitCode, message } = refused(args.split(' '));
    expect(exitCode).toBe(2);
    expect(message).toContain(args.split(' ')[0]);
    expect(message).toContain(remedy);
  });

  it('a bad value of the environment is refused, naming flag and variable', () => {
    const { exitCode, message } = refused([], { PORT: 'http' });
    expect([exitCode, message]).toEqual([2, expect.stringMatching(/--port.*PORT.*0 to 65535/)]);
    expect(refused([], { HOST: '' }).message).toContain('HOST');
    expect(refused([], { FACTURE_DATA: ' ' }).message).toContain('FACTURE_DATA');
  });

  it('no store is looked at, so that no password of one is printed', () => {
    const store = 'postgres://me:secret@host';
    expect(read([], { FACTURE_STORE: store })).toMatchObject({ right: { store } });
    expect(refused(['--store', store, '--port', 'x']).message).not.toContain('secret');
  });

  it('what it does not know is refused', () => {
    expect(refused(['--prot', '1'])).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--prot'),
    });
    expect(refused(['start']).exitCode).toBe(2);
  });

  it('half a key is refused, and a token that no header can carry', () => {
    for (const environment of [
      { FACTURE_APP_KEY: 'key' },
      { FACTURE_APP_TOKEN: 'token' },
      { FACTURE_APP_KEY: 'a key', FACTURE_APP_TOKEN: 'token' },
      { FACTURE_APP_KEY: 'key', FACTURE_APP_TOKEN: 'clé' },
      { FACTURE_APP_KEY: 'key', FACTURE_APP_TOKEN: '' },
    ] as ReadonlyArray<Readonly<Record<string, string>>>) {
      const { exitCode, message } = refused([], environment);
      expect(exitCode).toBe(2);
      expect(message).toMatch(/FACTURE_APP_(KEY|TOKEN)/);
    }
  });

  it('help tells every setting, and version the version', () => {
    const help = refused(['--help']);
    expect(help.exitCode).toBe(0);
    for (const { long, envVar } of options) {
      expect(help.message).toContain(long);
      expect(help.message).toContain(envVar);
    }
    for (const { long } of flagsOnly) expect(help.message).toContain(long);
    expect(help.message).toContain('FACTURE_APP_TOKEN');
    expect(refused(['--version'])).toEqual({ exitCode: 0, message: `${version}\n` });
  });
});
