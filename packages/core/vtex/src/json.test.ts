import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { parseJson, type Json } from './json';

/** What a value is to JavaScript, numbers as they were written. */
const plain = (json: Json): unknown => {
  switch (json.kind) {
    case 'null':
      return null;
    case 'number':
      return { source: json.source };
    case 'array':
      return json.elements.map(plain);
    case 'object':
      return Object.fromEntries(Array.from(json.members, ([key, value]) => [key, plain(value)]));
    case 'boolean':
    case 'string':
      return json.value;
  }
};

const parsed = (text: string): unknown => {
  const result = parseJson(text);
  return E.isRight(result) ? plain(result.right) : result.left;
};

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('keeps how a number was written', () => {
    expect(parsed('[24.99, 1e3, -0, 9007199254740993]')).toEqual([
      { source: '24.99' },
      { source: '1e3' },
      { source: '-0' },
      { source: '9007199254740993' },
    ]);
  });

  it('reads every escape', () => {
    expect(parsed(String.raw`"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 é😀"`)).toBe(
      '"\\/\b\f\n\r\té😀 é😀',
    );
  });

  it('reads space wherever it may stand', () => {
    expect(parsed(' \t\r\n{ "a" : [ true , false , null ] , "b" : { } , "c" : [ ] } ')).toEqual({
      a: [true, false, null],
      b: {},
      c: [],
    });
  });

  it.each([
    ['nothing', ''],
    ['only space', ' '],
    ['a byte order mark', '\uFEFF{}'],
    ['two documents', '{} {}'],
    ['a comma at the end', '[1,]'],
    ['a comma at the end of an object', '{"a":1,}'],
    ['a missing comma', '[1 2]'],
    ['a missing colon', '{"a" 1}'],
    ['a key without quotes', '{a:1}'],
    ['single quotes', "{'a':1}"],
    ['a comment', '{} // no'],
    ['NaN', 'NaN'],
    ['a plus sign', '+1'],
    ['a leading zero', '01'],
    ['a point without digits', '1.'],
    ['an exponent without digits', '1e'],
    ['a string without end', '"abc'],
    ['an array without end', '[1'],
    ['an object without end', '{"a":1'],
    ['a control character in a string', '"a\nb"'],
    ['an escape that does not exist', String.raw`"\x41"`],
    ['an escape of too few digits', String.raw`"\u00e"`],
    ['an escape at the end', '"\\'],
    ['a capital literal', 'True'],
    ['a literal that is cut off', '[nul]'],
  ])('refuses %s', (_, text) => {
    expect(parsed(text)).toMatchObject({ type: 'MalformedJson' });
  });

  it('says where a text is malformed', () => {
    expect(parsed('{\n  "items": [\n    {"price": 9003, "quantity": x}\n  ]\n}')).toEqual({
      type: 'MalformedJson',
      path: 'items[0].quantity',
      line: 3,
      column: 33,
    });
  });

  it('says the line that a line feed ends where none may stand', () => {
    expect(parsed('\r\n\n "a\nb"')).toMatchObject({ line: 3, column: 4 });
  });

  it('refuses a duplicate key, naming it', () => {
    expect(parsed('{"items":[{"id":"1","id":"2"}]}')).toEqual({
      type: 'DuplicateKey',
      path: 'items[0].id',
      line: 1,
      column: 21,
    });
  });

  it('refuses a duplicate key that is escaped differently', () => {
    expect(parsed(String.raw`{"type":"Output","\u0074ype":"Input"}`)).toMatchObject({
      type: 'DuplicateKey',
      path: 'type',
    });
  });

  it.each(['__proto__', 'constructor', 'prototype', String.raw`\u005f_proto__`])(
    'refuses the key %s',
    (key) => {
      expect(parsed(`{"items":[{"${key}":{"polluted":1}}]}`)).toMatchObject({
        type: 'ForbiddenKey',
      });
    },
  );

  it('takes what is forbidden as a key for a value', () => {
    expect(parsed('"__proto__"')).toBe('__proto__');
  });

  it('takes a depth of 32 and refuses one of 33', () => {
    expect(E.isRight(parseJson(nested(32)))).toBe(true);
    expect(parsed(nested(33))).toMatchObject({ type: 'TooDeep' });
    expect(E.isRight(parseJson('{"a":'.repeat(31) + nested(1) + '}'.repeat(31)))).toBe(true);
    expect(parsed('{"a":'.repeat(32) + nested(1) + '}'.repeat(32))).toMatchObject({
      type: 'TooDeep',
    });
    expect(parsed('{"a":'.repeat(33) + '0' + '}'.repeat(33))).toMatchObject({ type: 'TooDeep' });
    expect(parsed('{"a":'.repeat(100_000))).toMatchObject({ type: 'TooDeep' });
  });

  it('takes 5,000 items and refuses 5,001', () => {
    const items = (count: number) => `{"items":[${Array(count).fill('{}').join(',')}]}`;
    expect(E.isRight(parseJson(items(5_000)))).toBe(true);
    expect(parsed(items(5_001))).toMatchObject({ type: 'TooManyElements', path: 'items' });
  });

  it('takes 5,000 members and refuses 5,001', () => {
    const members = (count: number) =>
      `{"a":{${Array.from({ length: count }, (_, at) => `"k${at}":0`).join(',')}}}`;
    expect(E.isRight(parseJson(members(5_000)))).toBe(true);
    expect(parsed(members(5_001))).toMatchObject({ type: 'TooManyElements', path: 'a' });
  });

  it('says where half of a surrogate pair is written', () => {
    expect(parsed('["ab\ud800"]')).toEqual({
      type: 'LoneSurrogate',
      path: '',
      line: 1,
      column: 5,
    });
  });

  it.each([
    ['written', '["a\ud800"]'],
    ['escaped', String.raw`["a\ud800"]`],
    ['escaped before another character', String.raw`["\ud83dx"]`],
    ['in a key', String.raw`{"\udc00":1}`],
  ])('refuses half of a surrogate pair, %s', (_, text) => {
    expect(parsed(text)).toMatchObject({ type: 'LoneSurrogate' });
  });

  it('shortens a long key in a path', () => {
    const result = parseJson(`{"${'😀'.repeat(500_000)}": x}`);
    expect(E.isLeft(result) && result.left.path.length).toBe(64);
  });

  it('reads a text of one million characters in a moment', () => {
    const start = process.cpuUsage();
    expect(parsed(`"${'a\\n'.repeat(300_000)}"`)).toHaveLength(600_000);
    expect(parsed(`"${'\\"'.repeat(499_999)}`)).toMatchObject({ type: 'MalformedJson' });
    // Time of this process alone, so that a busy machine needs no wider bound.
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});
