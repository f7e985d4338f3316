import * as E from 'fp-ts/Either';

/** Who the store is to the server. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A connection string taken apart, so that the password is nowhere where it could be printed. */
export interface ConnectionSettings {
  /** The connection string without user and password. */
  readonly address: string;
  readonly credentials: Credentials | undefined;
}

/** Why a connection string is not taken. The reason never holds the password. */
export interface InvalidConnection {
  readonly type: 'InvalidConnection';
  readonly reason: string;
}

const SHAPE = /^(esdb(?:\+discover)?:\/\/)(?:([^:/?]*):([^@]*)@)?([^@]*)$/;

// The client prints what it does not know, with the whole connection string: it is asked before.
const OPTIONS: ReadonlySet<string> = new Set([
  'tls',
  'tlscafile',
  'usercertfile',
  'userkeyfile',
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
]);

const UNSUPPORTED: Readonly<Record<string, string>> = {
  tlsverifycert:
    'the client checks certificates always: give tlsCAFile for an authority of your own',
  throwonappendfailure: 'a refused append is always told',
};

const refused = (reason: string): E.Either<InvalidConnection, never> =>
  E.left({ type: 'InvalidConnection', reason });

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** The names of the options, as the client compares them. */
const optionNames = (address: string): ReadonlyArray<string> => {
  const [, options] = address.split('?', 2);
  if (options === undefined) return [];
  return options.split('&').map((option) => option.split('=')[0]?.toLowerCase() ?? '');
};

/** Hides the password of a connection string, whatever its shape, so that it can be shown. */
export const withoutPassword = (connectionString: string): string =>
  connectionString.replace(/:\/\/([^:/]*):.*@/s, '://$1:***@');

/**
 * Takes a connection string apart: `esdb://user:password@host:2113,host:2113?tls=true&…`.
 *
 * Gives `InvalidConnection` for what is none, and for options that the client does not know.
 */
export const readConnectionString = (
  connectionString: string,
): E.Either<InvalidConnection, ConnectionSettings> => {
  const shape = SHAPE.exec(connectionString.trim());
  if (shape === null) return refused('it is not esdb://[user:password@]host[:port][?options]');
  const [, scheme = '', user, secret, rest = ''] = shape;
  const address = `${scheme}${rest}`;
  for (const name of optionNames(address)) {
    const why = UNSUPPORTED[name] ?? (OPTIONS.has(name) ? undefined : 'there is no such option');
    if (why !== undefined) return refused(`${name}: ${why}`);
  }
  if (user === undefined || secret === undefined)
    return E.right({ address, credentials: undefined });
  const [username, password] = [decoded(user), decoded(secret)];
  return username === undefined || password === undefined
    ? refused('user and password are not percent-encoded')
    : E.right({ address, credentials: { username, password } });
};
