import { randomBytes } from 'node:crypto';

/** A key and the token that proves it, as they stand in the headers of a request. */
export interface Credentials {
  readonly appKey: string;
  readonly token: string;
}

/** The headers that carry the credentials. */
export const APP_KEY_HEADER = 'X-VTEX-API-AppKey';
export const APP_TOKEN_HEADER = 'X-VTEX-API-AppToken';

/** An app key: 1 to 128 visible ASCII characters. */
export const isAppKey = (text: string): boolean => /^[\x21-\x7e]{1,128}$/.test(text);

/** A token: 1 to 512 visible ASCII characters. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,512}$/.test(text);

/** Makes credentials that nobody can guess: the token has 256 random bits. */
export const newCredentials = (): Credentials => ({
  appKey: `facture-${randomBytes(6).toString('hex')}`,
  token: randomBytes(32).toString('base64url'),
});
