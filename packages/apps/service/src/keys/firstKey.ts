import { newCredentials, type Credentials } from './credentials';
import { keyFileIn, readKeys, writeKeys, type AppKey } from './keyFile';
import { hashToken, isHashedToken } from './tokenHash';

/** The keys of a data directory. */
export interface OpenedKeys {
  readonly keys: ReadonlyArray<AppKey>;
  /** The key that was made because there was none: to be shown once, after it is saved. */
  readonly made: Credentials | undefined;
  /** Writes what is new. */
  readonly save: () => Promise<void>;
}

const NOTHING_NEW = () => Promise.resolve();

/**
 * Opens the keys of a data directory. A preset key is let in with full access, now and from now on;
 * where its name is known, its token replaces the one before and its roles stay. Without any key one
 * is made.
 */
export const openKeys = async (
  directory: string,
  preset: Credentials | undefined,
): Promise<OpenedKeys> => {
  const path = keyFileIn(directory);
  const known = await readKeys(path);
  const made = preset === undefined && known.length === 0 ? newCredentials() : undefined;
  const wanted = preset ?? made;
  if (wanted === undefined) return { keys: known, made, save: NOTHING_NEW };

  const { appKey, token } = wanted;
  const before = known.find((key) => key.appKey === appKey);
  if (before !== undefined && (await isHashedToken(token, before.token)))
    return { keys: known, made, save: NOTHING_NEW };
  const others = known.filter((key) => key !== before);
  const roles = before?.roles ?? (['OMS - Full access'] as const);
  const keys = [...others, { appKey, roles, token: await hashToken(token) }];
  return { keys, made, save: () => writeKeys(path, keys) };
};
