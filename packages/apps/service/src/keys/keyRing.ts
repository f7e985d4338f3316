import { hash, randomBytes } from 'node:crypto';

import type { RequestError } from '@facture/vtex';
import * as E from 'fp-ts/Either';

import type { Role } from './access';
import type { Credentials } from './credentials';
import type { AppKey } from './keyFile';
import { hashToken, isHashedToken } from './tokenHash';

/** Whoever proved to hold a key. */
export interface Holder {
  readonly appKey: string;
  readonly roles: ReadonlyArray<Role>;
}

/** Who somebody is, or why nobody is let in. */
export type Verdict = E.Either<RequestError, Holder>;

/** The keys that are let in. */
export interface KeyRing {
  /**
   * Finds out who holds some credentials. Those that were never seen are a guess, which costs time:
   * whether there may be one more is asked first.
   *
   * Gives `NoValidKey`, or what stands against one more guess.
   */
  readonly recognise: (
    credentials: Credentials,
    againstGuess: () => Promise<RequestError | undefined>,
  ) => Promise<Verdict>;
}

const REMEMBERED = 4_096;

/** Nobody. */
export const NO_VALID_KEY: Verdict = E.left({ type: 'NoValidKey' });

/**
 * Makes a ring of keys.
 *
 * People choose tokens, and choose short ones, so tokens are kept stretched by scrypt. That takes
 * some 50 ms, too long for every request: the ring stretches each pair of key and token once and
 * remembers the verdict under a hash that begins with a secret of this process. Nobody outside can
 * aim at such a fingerprint, hence the time of a look-up tells nothing. An unknown key takes the
 * same path as a wrong token: it is compared with the hash of a token that nobody has.
 */
export const createKeyRing = async (keys: ReadonlyArray<AppKey>): Promise<KeyRing> => {
  const byName = new Map(keys.map((key) => [key.appKey, key]));
  const nobody = await hashToken(randomBytes(32).toString('hex'));
  const secret = randomBytes(32).toString('hex');
  const verdicts = new Map<string, Verdict>();
  const pending = new Map<string, Promise<Verdict>>();

  const fingerprint = ({ appKey, token }: Credentials): string =>
    hash('sha256', JSON.stringify([secret, appKey, token]), 'base64');

  const remember = (print: string, verdict: Verdict): void => {
    const oldest = verdicts.keys().next();
    if (verdicts.size >= REMEMBERED && oldest.done !== true) verdicts.delete(oldest.value);
    verdicts.set(print, verdict);
  };

  const judge = async ({ appKey, token }: Credentials): Promise<Verdict> => {
    const key = byName.get(appKey);
    const isRight = await isHashedToken(token, key?.token ?? nobody);
    return isRight && key !== undefined ? E.right({ appKey, roles: key.roles }) : NO_VALID_KEY;
  };

  return {
    recognise: async (credentials, againstGuess) => {
      const print = fingerprint(credentials);
      const known = verdicts.get(print) ?? pending.get(print);
      if (known !== undefined) return known;
      const judging = (async () => {
        try {
          const refused = await againstGuess();
          if (refused !== undefined) return E.left(refused);
          const verdict = await judge(credentials);
          remember(print, verdict);
          return verdict;
        } finally {
          pending.delete(print);
        }
      })();
      pending.set(print, judging);
      return judging;
    },
  };
};
