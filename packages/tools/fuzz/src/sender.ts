import type { Header } from './shot';

/** A key of the service, and its token. */
export interface Credentials {
  readonly appKey: string;
  readonly token: string;
}

/** The keys of a run: one that may do all, one that may only look, and one that is none. */
export const KEYS = {
  full: { appKey: 'fuzz-full', token: 'token-of-full-5d1c9a' },
  auditor: { appKey: 'fuzz-auditor', token: 'token-of-auditor-77e0b2' },
  wrong: { appKey: 'fuzz-full', token: 'token-of-nobody-e19f04' },
} as const satisfies Readonly<Record<string, Credentials>>;

/** The headers of a request that is let in, unless told to be by another key. */
export const headersOf = (
  id: string,
  { appKey, token }: Credentials = KEYS.full,
): ReadonlyArray<Header> => [
  ['Host', '127.0.0.1'],
  ['X-VTEX-API-AppKey', appKey],
  ['X-VTEX-API-AppToken', token],
  ['X-Request-Id', id],
];

/** Says that a body is JSON. */
export const JSON_TYPE: Header = ['Content-Type', 'application/json'];
