import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

import { ROLES, type Role } from './access';
import type { TokenHash } from './tokenHash';

/** A key that is let in: what it may do, and the hash of its token. */
export interface AppKey {
  readonly appKey: string;
  readonly roles: ReadonlyArray<Role>;
  readonly token: TokenHash;
}

const hexadecimal = (digits: number) =>
  t.refinement(t.string, (text) => new RegExp(`^[0-9a-f]{${digits}}$`).test(text));

const isRole = (text: unknown): text is Role =>
  typeof text === 'string' && Object.hasOwn(ROLES, text);

const KeyFile = t.strict({
  keys: t.readonlyArray(
    t.strict({
      appKey: t.string,
      roles: t.readonlyArray(
        new t.Type<Role>(
          'Role',
          isRole,
          (input, context) => (isRole(input) ? t.success(input) : t.failure(input, context)),
          t.identity,
        ),
      ),
      token: t.strict({
        algorithm: t.literal('scrypt-16384-8-1'),
        salt: hexadecimal(32),
        digest: hexadecimal(64),
      }),
    }),
  ),
});

/** The file of the keys in a data directory. */
export const keyFileIn = (directory: string): string => join(directory, 'keys.json');

const isMissing = (thrown: unknown): boolean =>
  Error.isError(thrown) && 'code' in thrown && thrown.code === 'ENOENT';

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads the keys; a file that is not there has none.
 *
 * Throws when the file cannot be read or holds something else: nobody is let in by accident.
 */
export const readKeys = async (path: string): Promise<ReadonlyArray<AppKey>> => {
  const text = await readIfThere(path);
  if (text === undefined) return [];
  const decoded = KeyFile.decode(parsed(text));
  if (E.isRight(decoded)) return decoded.right.keys;
  throw new Error(`${path} is no file of keys: restore it, or remove it to make a new key`);
};

/** Writes the keys so that the file is, at any moment, the old one or the new one. */
export const writeKeys = async (path: string, keys: ReadonlyArray<AppKey>): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid.toString()}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ keys }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
};
