import * as E from 'fp-ts/Either';

import { placeIn, plainEnd, spaceEnd, unescaped } from './jsonText';

/**
 * A JSON value as it was written: numbers keep their spelling, so that no digit is lost before
 * somebody has looked at it, and objects are maps, so that no name can reach a prototype.
 */
export type Json =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly elements: ReadonlyArray<Json> }
  | { readonly kind: 'object'; readonly members: JsonMembers };

/** The members of an object, in the order written; no name stands twice. */
export type JsonMembers = ReadonlyMap<string, Json>;

/** How deep values may nest, and how many elements one array or members one object may have. */
export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxElements: number;
}

/** The limits of every document: 32 levels, 5,000 elements. */
export const documentLimits: JsonLimits = { maxDepth: 32, maxElements: 5_000 };

/** Why a text is refused before anything is built from it. */
export type JsonErrorType =
  | 'MalformedJson'
  | 'DuplicateKey'
  | 'ForbiddenKey'
  | 'LoneSurrogate'
  | 'TooDeep'
  | 'TooManyElements';

/** A text that is not taken as JSON, and where: `path` is empty for the document itself. */
export interface JsonError {
  readonly type: JsonErrorType;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;
}

const NULL: Json = { kind: 'null' };
const TRUE: Json = { kind: 'boolean', value: true };
const FALSE: Json = { kind: 'boolean', value: false };

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const MAX_KEY_IN_PATH = 64;

const pathOf = (steps: ReadonlyArray<string | number>): string =>
  steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    const key = step.slice(0, MAX_KEY_IN_PATH).toWellFormed();
    return path === '' ? key : `${path}.${key}`;
  }, '');

const errorAt = (
  type: JsonErrorType,
  text: string,
  at: number,
  steps: ReadonlyArray<string | number>,
): JsonError => ({ type, path: pathOf(steps), ...placeIn(text, at) });

/**
 * Reads JSON as RFC 8259 has it, and stricter: it refuses a key that stands twice in one object
 * (however it is escaped), the keys `__proto__`, `constructor` and `prototype`, halves of surrogate
 * pairs, and what exceeds the limits. Time and memory are linear in the text.
 *
 * Gives the first `JsonError`.
 *
 * @example
 * parseJson('9508') // => right({ kind: 'number', source: '9508' })
 */
export const parseJson = (
  text: string,
  limits: JsonLimits = documentLimits,
): E.Either<JsonError, Json> => {
  const numberToken = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
  const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  const steps: Array<string | number> = [];
  let at = 0;
  // Stryker disable next-line StringLiteral: it is never told, as whoever fails says why.
  let failure = errorAt('MalformedJson', text, 0, steps);

  const fail = (type: JsonErrorType, where = at): null => {
    failure = errorAt(type, text, where, steps);
    return null;
  };

  /** Goes on behind a token, if it stands here. */
  const passes = (token: RegExp): boolean => {
    token.lastIndex = at;
    const found = token.test(text);
    if (found) at = token.lastIndex;
    return found;
  };

  const skipSpace = (): void => {
    at = spaceEnd(text, at);
  };

  /** Goes on behind a character, if it stands here. */
  const take = (character: string): boolean => {
    const found = text[at] === character;
    if (found) at += 1;
    return found;
  };

  const parseLiteral = (word: string, json: Json): Json | null => {
    if (!text.startsWith(word, at)) return fail('MalformedJson');
    at += word.length;
    return json;
  };

  const parseString = (): string | null => {
    if (!take('"')) return fail('MalformedJson');
    const start = at;
    at = plainEnd(text, at);
    // Stryker disable next-line ConditionalExpression: the pattern is tried only where it may stand.
    while (text[at] === '\\' && passes(escape)) at = plainEnd(text, at);
    if (text[at] !== '"') return fail('MalformedJson');
    const value = unescaped(text.slice(start, at));
    if (!value.isWellFormed()) return fail('LoneSurrogate', start);
    at += 1;
    return value;
  };

  const parseNumber = (): Json | null => {
    const start = at;
    return passes(numberToken)
      ? { kind: 'number', source: text.slice(start, at) }
      : fail('MalformedJson');
  };

  const parseElements = (): ReadonlyArray<Json> | null => {
    const elements: Array<Json> = [];
    at += 1;
    skipSpace();
    if (take(']')) return elements;
    do {
      if (elements.length === limits.maxElements) return fail('TooManyElements');
      steps.push(elements.length);
      const element = parseValue();
      if (element === null) return null;
      steps.pop();
      elements.push(element);
    } while (take(','));
    return take(']') ? elements : fail('MalformedJson');
  };

  const parseMembers = (): JsonMembers | null => {
    const members = new Map<string, Json>();
    at += 1;
    skipSpace();
    if (take('}')) return members;
    do {
      if (members.size === limits.maxElements) return fail('TooManyElements');
      skipSpace();
      const start = at;
      const key = parseString();
      if (key === null) return null;
      steps.push(key);
      if (FORBIDDEN_KEYS.has(key)) return fail('ForbiddenKey', start);
      if (members.has(key)) return fail('DuplicateKey', start);
      skipSpace();
      const value = take(':') ? parseValue() : fail('MalformedJson');
      if (value === null) return null;
      steps.pop();
      members.set(key, value);
    } while (take(','));
    return take('}') ? members : fail('MalformedJson');
  };

  const parseUnspaced = (): Json | null => {
    switch (text.charAt(at)) {
      case '{': {
        if (steps.length >= limits.maxDepth) return fail('TooDeep');
        const members = parseMembers();
        return members && { kind: 'object', members };
      }
      case '[': {
        if (steps.length >= limits.maxDepth) return fail('TooDeep');
        const elements = parseElements();
        return elements && { kind: 'array', elements };
      }
      case '"': {
        const value = parseString();
        return value === null ? null : { kind: 'string', value };
      }
      case 'n':
        return parseLiteral('null', NULL);
      case 't':
        return parseLiteral('true', TRUE);
      case 'f':
        return parseLiteral('false', FALSE);
      default:
        return parseNumber();
    }
  };

  /** Reads one value and the space around it. */
  const parseValue = (): Json | null => {
    skipSpace();
    const value = parseUnspaced();
    skipSpace();
    return value;
  };

  const parseDocument = (): Json | null => {
    if (!text.isWellFormed()) return fail('LoneSurrogate', text.search(/\p{Cs}/u));
    const document = parseValue();
    return document !== null && at < text.length ? fail('MalformedJson') : document;
  };

  const document = parseDocument();
  return document === null ? E.left(failure) : E.right(document);
};
