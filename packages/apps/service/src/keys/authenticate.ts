import type { RequestError } from '@facture/vtex';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as E from 'fp-ts/Either';

import { mayUse, type Resource } from './access';
import {
  APP_KEY_HEADER,
  APP_TOKEN_HEADER,
  isAppKey,
  isToken,
  type Credentials,
} from './credentials';
import { NO_VALID_KEY, type Verdict } from './keyRing';
import type { Policy, Ports } from '../ports';

/** Lets a request in, or says why not. */
export type Authenticate = (
  request: FastifyRequest,
  needs: ReadonlyArray<Resource>,
) => Promise<Verdict>;

const MINUTE_MS = 60_000;

const header = ({ headers }: FastifyRequest, name: string): string => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
};

const credentialsOf = (request: FastifyRequest): Credentials | undefined => {
  const appKey = header(request, APP_KEY_HEADER);
  const token = header(request, APP_TOKEN_HEADER);
  return isAppKey(appKey) && isToken(token) ? { appKey, token } : undefined;
};

type Limit = (request: FastifyRequest) => Promise<RequestError | undefined>;

const limitBy = (
  app: FastifyInstance,
  max: number,
  keyGenerator: (request: FastifyRequest) => string,
): Limit => {
  if (max === 0) return () => Promise.resolve(undefined);
  const check = app.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator });
  return async (request) => {
    const limit = await check(request);
    return !limit.isAllowed && limit.isExceeded
      ? { type: 'TooManyRequests', retryAfterMs: limit.ttl }
      : undefined;
  };
};

/**
 * Makes what lets requests in: an address may try only so many pairs of key and token in a minute,
 * and a key may make only so many requests.
 */
export const createAuthenticate = (
  app: FastifyInstance,
  { keys }: Ports,
  { requestsPerMinute, guessesPerMinute }: Policy,
): Authenticate => {
  const guessLimit = limitBy(app, guessesPerMinute, ({ ip }) => `address ${ip}`);
  const keyLimit = limitBy(
    app,
    requestsPerMinute,
    (request) => `key ${header(request, APP_KEY_HEADER)}`,
  );

  return async (request, needs) => {
    const credentials = credentialsOf(request);
    if (credentials === undefined) return NO_VALID_KEY;
    const verdict = await keys.recognise(credentials, () => guessLimit(request));
    if (E.isLeft(verdict)) return verdict;
    const tooMany = await keyLimit(request);
    if (tooMany !== undefined) return E.left(tooMany);
    const [resource] = needs;
    return resource === undefined || needs.some((need) => mayUse(verdict.right.roles, need))
      ? verdict
      : E.left({ type: 'MissingResource', resource });
  };
};
