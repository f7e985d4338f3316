import { byteAt } from './bytes';

/** Every runtime has it, though the language does not name it. */
declare const TextEncoder: new () => {
  readonly encodeInto: (text: string, bytes: Uint8Array) => { readonly written: number };
};
const encoder = new TextEncoder();

/** No text has more bytes in UTF-8 than this. */
export const mostUtf8Bytes = (text: string): number => 3 * text.length;

/** Writes a text that has half of a surrogate pair, which the encoder would replace. */
const writeIllFormed = (bytes: Uint8Array, from: number, text: string): number => {
  let end = from;
  // Half of a surrogate pair without the other is a code point of its own.
  for (const character of text) {
    const code = Number(character.codePointAt(0));
    if (code < 0x80) bytes[end++] = code;
    else {
      if (code < 0x800) bytes[end++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[end++] = 0xe0 | (code >> 12);
        else {
          bytes[end++] = 0xf0 | (code >> 18);
          bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[end++] = 0x80 | (code & 0x3f);
    }
  }
  return end;
};

// A call of the encoder takes longer than to write so many bytes one by one.
const SHORT = 48;

/** Writes a text up to the first character that is not ASCII, and answers how many it wrote. */
// Stryker disable next-line BlockStatement: the encoder writes the rest, in more time.
const writeAscii = (bytes: Uint8Array, from: number, text: string): number => {
  let at = 0;
  // Stryker disable next-line ConditionalExpression,EqualityOperator: the encoder writes the rest, in more time.
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Stryker disable next-line ConditionalExpression: the encoder writes the rest, in more time.
    if (code >= 0x80) break;
    bytes[from + at] = code;
  }
  return at;
};

/**
 * Writes a text in UTF-8 from a place of some bytes on, and answers the place after it. There must be
 * room for `mostUtf8Bytes`.
 */
export const writeUtf8 = (bytes: Uint8Array, from: number, text: string): number => {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: the encoder writes the same.
  if (text.length <= SHORT && writeAscii(bytes, from, text) === text.length)
    return from + text.length;
  return text.isWellFormed()
    ? from + encoder.encodeInto(text, bytes.subarray(from)).written
    : writeIllFormed(bytes, from, text);
};

/**
 * Encodes a text in UTF-8. Different texts give different bytes, also where a text has half of a
 * surrogate pair, which UTF-8 proper has no bytes for: it is encoded as its code point would be.
 */
export const encodeUtf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(mostUtf8Bytes(text));
  return bytes.slice(0, writeUtf8(bytes, 0, text));
};

/** How many bytes follow the first one of a code point. */
const following = (first: number): number => {
  if (first < 0xc0) return 0;
  if (first < 0xe0) return 1;
  return first < 0xf0 ? 2 : 3;
};

/**
 * Decodes what {@link encodeUtf8} gives. Other bytes give some text too, which is encoded otherwise:
 * whoever must refuse them encodes it again and compares.
 */
export const decodeUtf8 = (bytes: Uint8Array): string => {
  const parts: Array<string> = [];
  for (let at = 0; at < bytes.length; at++) {
    const first = byteAt(bytes, at);
    const count = following(first);
    let code = count === 0 ? first : first & (0x3f >> count);
    for (let left = count; left > 0; left--) code = (code << 6) | (byteAt(bytes, ++at) & 0x3f);
    parts.push(
      code < 0x10000
        ? String.fromCharCode(code)
        : String.fromCharCode(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff)),
    );
  }
  return parts.join('');
};
