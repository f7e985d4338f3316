const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The line and the column of a character, both from 1. */
export const placeIn = (
  text: string,
  at: number,
): { readonly line: number; readonly column: number } => {
  let line = 1;
  let lineStart = 0;
  for (let seen = 0; seen < at; seen++)
    if (text.charCodeAt(seen) === LINE_FEED) {
      line += 1;
      lineStart = seen + 1;
    }
  return { line, column: at - lineStart + 1 };
};

const isSpace = (code: number): boolean =>
  code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB;

/** Where the space ends that begins here. */
export const spaceEnd = (text: string, start: number): number => {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
};

/** Where the first quote, backslash or control character stands, or the text ends. */
export const plainEnd = (text: string, start: number): number => {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (!(code >= SPACE) || code === QUOTE || code === BACKSLASH) return at;
  }
};

/** Resolves the escapes of a string that is known to be well-formed. */
export const unescaped = (raw: string): string =>
  // Stryker disable next-line StringLiteral: what has no escapes is the same once they are resolved.
  raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
