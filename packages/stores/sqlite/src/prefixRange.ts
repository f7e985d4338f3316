const LAST_CODE_POINT = 0x10ffff;
const LAST_BEFORE_SURROGATES = 0xd7ff;
const FIRST_AFTER_SURROGATES = 0xe000;

// SQLite sorts every text before every blob.
const AFTER_ALL_TEXT = new Uint8Array();

const firstAfter = (prefix: string): string | Uint8Array => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return AFTER_ALL_TEXT;
  const next = last === LAST_BEFORE_SURROGATES ? FIRST_AFTER_SURROGATES : last + 1;
  return String.fromCodePoint(...points, next);
};

/**
 * Tells which texts start with a prefix as a range of values, `from` included and `before` not.
 * SQLite compares text as UTF-8 bytes, which is the order of code points.
 *
 * @example
 * prefixRange('order-'); // => { from: 'order-', before: 'order.' }
 */
export const prefixRange = (
  prefix: string,
): { readonly from: string; readonly before: string | Uint8Array } => ({
  from: prefix,
  before: firstAfter(prefix),
});
