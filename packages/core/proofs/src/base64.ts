import * as O from 'fp-ts/Option';

import { byteAt } from './bytes';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Writes bytes in base64 (RFC 4648, section 4), with padding. */
export const encodeBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2);
    text +=
      DIGITS.charAt(group >> 18) +
      DIGITS.charAt((group >> 12) & 0x3f) +
      DIGITS.charAt((group >> 6) & 0x3f) +
      DIGITS.charAt(group & 0x3f);
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - padding) + '='.repeat(padding);
};

/** Reads base64 in the one spelling in which it is written: none for any other. */
export const decodeBase64 = (text: string): O.Option<Uint8Array> => {
  const digits = text.replaceAll('=', '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let end = 0;
  let at = 0;
  for (const digit of digits) {
    bits = (bits << 6) | DIGITS.indexOf(digit);
    if (at % 4 > 0) bytes[end++] = bits >> (6 - 2 * (at % 4));
    at += 1;
  }
  return encodeBase64(bytes) === text ? O.some(bytes) : O.none;
};
