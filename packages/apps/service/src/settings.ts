import type { InvoiceNumberScope } from '@facture/order';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/Either';

import { isAppKey, isToken, type Credentials } from './keys/credentials';
import { version } from './version';

/** What the service is told when it starts. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** The directory of the database and the keys. */
  readonly data: string;
  /** Where events are kept: `sqlite`, or the address of a cluster, which may hold a password. */
  readonly store: string;
  /** Whether to make the totals anew before answering. */
  readonly rebuild: boolean;
  /** Whether to seal what is stored, or to leave that to another process. */
  readonly seal: boolean;
  readonly scope: InvoiceNumberScope;
  /** Requests that one key may make in a minute; 0 stands for any number. */
  readonly requestsPerMinute: number;
  readonly logLevel: LogLevel;
  /** The key to let in from the first start on. */
  readonly preset: Credentials | undefined;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Why the service does not start: what to print, and the exit code. Help is code 0. */
export interface NotStarting {
  readonly exitCode: number;
  readonly message: string;
}

interface Options {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly store: string;
  readonly rebuild: boolean;
  readonly seal: boolean;
  readonly scope: InvoiceNumberScope;
  readonly rateLimit: number;
  readonly logLevel: LogLevel;
}

const integerBetween = (minimum: number, maximum: number) => (text: string) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new InvalidArgumentError(`Give an integer from ${minimum} to ${maximum}.`);
};

const filled = (what: string) => (text: string) => {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError(`Give ${what}.`);
};

const option = (flags: string, name: string, about: string): Option =>
  new Option(flags, about).env(name);

/** The settings, each a flag and an environment variable. */
export const options: ReadonlyArray<Option> = [
  option('--host <address>', 'HOST', 'address to listen on')
    .default('127.0.0.1')
    .argParser(filled('a host name or an address, such as 127.0.0.1')),
  option('--port <number>', 'PORT', 'port to listen on; 0 picks a free one')
    .default(8080)
    .argParser(integerBetween(0, 65_535)),
  option('--data <directory>', 'FACTURE_DATA', 'directory of the database and the keys')
    .default('./facture-data')
    .argParser(filled('a directory, such as ./facture-data')),
  option('--store <store>', 'FACTURE_STORE', 'where events are kept: sqlite, or an esdb:// address')
    .default('sqlite')
    // Looked at when it is opened: what is refused here is printed as it is, with its password.
    .argParser(String),
  option('--scope <scope>', 'FACTURE_SCOPE', 'within what an invoice number is unique')
    .default('seller')
    .choices(['seller', 'order', 'account']),
  option(
    '--no-seal',
    'FACTURE_NO_SEAL',
    'leave sealing to another process; proofs are served',
  ).default(true),
  option('--rate-limit <number>', 'FACTURE_RATE_LIMIT', 'requests per key and minute; 0 for any')
    .default(600_000)
    .argParser(integerBetween(0, 999_999_999)),
  option('--log-level <level>', 'FACTURE_LOG_LEVEL', 'how much is logged')
    .default('info')
    .choices(LOG_LEVELS),
];

/** What is asked for once, at one start: no variables, which would ask for it at each. */
export const flagsOnly: ReadonlyArray<Option> = [
  new Option('--rebuild', 'make the totals anew from the events, and then serve').default(false),
];

/** The variables of the first key. They are no flags: flags can be read in the list of processes. */
export const credentialVariables = ['FACTURE_APP_KEY', 'FACTURE_APP_TOKEN'] as const;

const afterHelp = `
Environment only:
  FACTURE_APP_KEY, FACTURE_APP_TOKEN  the key to let in, instead of one that is made at the first start
`;

const presetOf = (
  environment: NodeJS.ProcessEnv,
): E.Either<NotStarting, Credentials | undefined> => {
  const { FACTURE_APP_KEY: appKey, FACTURE_APP_TOKEN: token } = environment;
  const refused = (message: string) => E.left({ exitCode: 2, message: `error: ${message}\n` });
  if (appKey === undefined && token === undefined) return E.right(undefined);
  if (appKey === undefined || token === undefined)
    return refused('Set both FACTURE_APP_KEY and FACTURE_APP_TOKEN, or neither.');
  if (!isAppKey(appKey))
    return refused('FACTURE_APP_KEY must be 1 to 128 visible ASCII characters without spaces.');
  return isToken(token)
    ? E.right({ appKey, token })
    : refused('FACTURE_APP_TOKEN must be 1 to 512 visible ASCII characters without spaces.');
};

const toSettings = (
  { rateLimit, ...others }: Options,
  preset: Credentials | undefined,
): Settings => ({ ...others, requestsPerMinute: rateLimit, preset });

/**
 * Reads the settings from the arguments after the program's name and from the environment of the
 * process; arguments come first.
 *
 * Gives `NotStarting` with code 2 for a bad value, naming the flag and the remedy, and with code 0
 * for `--help` and `--version`.
 */
export const readSettings = (args: ReadonlyArray<string>): E.Either<NotStarting, Settings> => {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const program = new Command('facture')
    .description('Orders, invoices and totals over HTTP.')
    .version(version)
    .addHelpText('after', afterHelp)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: print, writeErr: print })
    .exitOverride();
  for (const each of [...options, ...flagsOnly]) program.addOption(each);
  try {
    program.parse(args, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return E.left({ exitCode: thrown.exitCode === 0 ? 0 : 2, message: printed });
  }
  return E.map((preset: Credentials | undefined) => toSettings(program.opts<Options>(), preset))(
    presetOf(process.env),
  );
};
