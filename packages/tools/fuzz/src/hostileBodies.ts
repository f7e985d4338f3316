import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import type { Chance } from './chance';
import { JSON_TYPE } from './sender';
import type { Header } from './shot';
import { edgyText, NOT_FOR_LOGS } from './texts';

/** A body, and how it is announced. */
export interface HostileBody {
  readonly body: Buffer;
  readonly headers: ReadonlyArray<Header>;
}

type Spoil = (text: string, chance: Chance) => string | Buffer | HostileBody;

const SCALAR = /"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d[\d.eE+-]*|true|false|null/g;

/** Puts another spelling in the place of one of the scalars of a JSON text. */
const replaceScalar = (text: string, chance: Chance, spelling: string): string => {
  const places = Array.from(text.matchAll(SCALAR));
  const place = places[chance.between(0, Math.max(0, places.length - 1))];
  return place === undefined
    ? spelling
    : text.slice(0, place.index) + spelling + text.slice(place.index + place[0].length);
};

/** Puts members in front of the others of one of the objects of a JSON text. */
const addMembers = (text: string, chance: Chance, members: string): string => {
  const places = Array.from(text.matchAll(/\{(?=")/g));
  const at = places[chance.between(0, Math.max(0, places.length - 1))]?.index ?? 0;
  return `${text.slice(0, at + 1)}${members},${text.slice(at + 1)}`;
};

const firstKey = (text: string): string => /"(?:[^"\\]|\\.)*"/.exec(text)?.[0] ?? '"id"';

const MANY = 5_001;
const MEBIBYTE = 1_048_576;

/** Mostly small, now and then as large as a body may be. */
const size = (chance: Chance, largest: number): number =>
  chance.onceIn(20) ? largest : chance.between(1, Math.min(largest, 2_000));

const announced = (text: string, ...headers: ReadonlyArray<Header>): HostileBody => ({
  body: Buffer.from(text),
  headers,
});

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

/** The grammar of what is no document: each production spoils a good one. */
export const SPOILS = {
  'a key twice': (text, chance) => {
    const key = firstKey(text);
    const escaped = `"\\u${key.charCodeAt(1).toString(16).padStart(4, '0')}${key.slice(2)}`;
    return text.replace('{', `{${chance.pick([key, escaped])}:1,`);
  },
  'the name of a prototype': (text, chance) => {
    const name = chance.pick(['__proto__', 'constructor', 'prototype', '\\u005f_proto__']);
    return addMembers(text, chance, `"${name}":{"polluted":true}`);
  },
  'deep nesting': (text, chance) => {
    const depth = chance.pick([30, 31, 32, 33, 100, size(chance, 500_000)]);
    const [open, close] = chance.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[[],', ']'],
    ] as const);
    const deep = `${open.repeat(depth)}1${chance.onceIn(3) ? '' : close.repeat(depth)}`;
    return chance.onceIn(2) ? deep : addMembers(text, chance, `"deep":${deep}`);
  },
  'a number beyond numbers': (text, chance) =>
    replaceScalar(
      text,
      chance,
      chance.pick([
        '1e400',
        '-1e400',
        '1E+2',
        '1e-400',
        '0.1e1',
        '-0',
        '9007199254740991',
        '9007199254740992',
        '9007199254740993',
        '-9007199254740993',
        '18446744073709551616',
        `1e${'9'.repeat(size(chance, 200_000))}`,
        '9'.repeat(size(chance, 900_000)),
        `0.${'0'.repeat(size(chance, 900_000))}1`,
      ]),
    ),
  'a spelling of no number': (text, chance) =>
    replaceScalar(
      text,
      chance,
      chance.pick(['00', '01', '+1', '.5', '1.', '0x10', 'NaN', 'Infinity', '1_000', '1e', '--1']),
    ),
  'half a surrogate pair': (text, chance) =>
    chance.onceIn(2)
      ? addMembers(text, chance, `"courier":"\\u${chance.pick(['d800', 'DFFF'])}x"`)
      : addMembers(text, chance, `"\\udc00":1`),
  'bytes of half a pair': (text) =>
    Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from(`",${text.slice(1)}`),
    ]),
  'another encoding': (text, chance) => {
    const wide = Buffer.from(text, 'utf16le');
    return chance.pick([
      wide,
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(wide)]),
      Buffer.from(text.replace('{', '{"é":"ÿ",'), 'latin1'),
      Buffer.concat([Buffer.from([0xc0, 0xaf]), Buffer.from(text)]),
      Buffer.from(`\uFEFF\uFEFF${text}`),
      Buffer.concat([Buffer.from(text), Buffer.from([0xf0, 0x9f])]),
    ]);
  },
  'a byte order mark': (text) => `\uFEFF${text}`,
  'a control character': (text, chance) =>
    replaceScalar(text, chance, `"${chance.pick(['\u0000', '\n', '\u001F', '\t'])}"`),
  'a text where none belongs': (text, chance) =>
    replaceScalar(text, chance, JSON.stringify(edgyText(chance))),
  'another type': (text, chance) =>
    replaceScalar(
      text,
      chance,
      chance.pick(['null', 'true', '[]', '{}', '""', '"  "', '-1', '0', '[[1]]', '{"a":null}']),
    ),
  'a very long text': (text, chance) =>
    replaceScalar(text, chance, `"${'x'.repeat(size(chance, 900_000))}"`),
  'many escapes': (text, chance) =>
    replaceScalar(text, chance, `"${'\\u0041'.repeat(size(chance, 150_000))}"`),
  'many members': (text, chance) =>
    addMembers(
      text,
      chance,
      Array.from({ length: size(chance, 60_000) }, (_, at) => `"k${at.toString()}":0`).join(','),
    ),
  'too many elements': (text, chance) =>
    addMembers(text, chance, `"list":[${Array.from({ length: MANY }, () => '0').join(',')}]`),
  'many items': (text, chance) =>
    text.replace(
      /"items":\[[^\]]*\]/,
      `"items":[${Array.from({ length: size(chance, 5_000) }, () => '{"id":"sku-1","quantity":1,"price":1}').join(',')}]`,
    ),
  'too large a body': (text, chance) =>
    chance.onceIn(10) ? text.padEnd(chance.pick([MEBIBYTE, MEBIBYTE + 1])) : ' '.repeat(3),
  'broken off': (text, chance) => text.slice(0, chance.between(0, text.length - 1)),
  'something after it': (text, chance) =>
    `${text}${chance.pick([',', '}', text, '\u0000', '//', NOT_FOR_LOGS])}`,
  'no document': (_text, chance) =>
    chance.pick(['', ' ', 'null', '[]', '"x"', '1', 'true', '{}', '[{}]', "{'a':1}", NOT_FOR_LOGS]),
  'flipped bytes': (text, chance) => {
    const bytes = Buffer.from(text);
    for (let left = chance.between(1, 4); left > 0; left--)
      bytes[chance.between(0, bytes.length - 1)] = chance.between(0, 255);
    return bytes;
  },
  'another content type': (text, chance) => {
    const type = chance.pick([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application',
      '/',
      'application/json/x',
      'text/html, application/json',
      ';',
    ]);
    return announced(text, ['Content-Type', type]);
  },
  'no content type': (text) => announced(text),
  'a content type of its own': (text, chance) =>
    announced(text, [
      'Content-Type',
      chance.pick([
        'application/json; charset=utf-16',
        'APPLICATION/JSON ;x=y',
        'application/vnd.api+json',
        'application/json;;;',
      ]),
    ]),
  compressed: (text, chance) => {
    const [encoding, body] = chance.pick([
      ['gzip', gzipSync(text)],
      ['deflate', deflateSync(text)],
      ['br', brotliCompressSync(text)],
      ['gzip, gzip', gzipSync(gzipSync(text))],
      ['nonsense', Buffer.from(text)],
      ['', Buffer.from(text)],
    ] as const);
    return { body, headers: [JSON_TYPE, ['Content-Encoding', encoding]] };
  },
  'compressed and not said so': (text) => gzipSync(text),
} as const satisfies Readonly<Record<string, Spoil>>;

const isAnnounced = (spoilt: Buffer | HostileBody): spoilt is HostileBody =>
  !Buffer.isBuffer(spoilt);

const names = Object.keys(SPOILS) as ReadonlyArray<keyof typeof SPOILS>;

/** Spoils the text of a document in one way. */
export const spoil = (
  text: string,
  chance: Chance,
): HostileBody & { readonly name: keyof typeof SPOILS } => {
  const name = names[chance.between(0, names.length - 1)] ?? 'no document';
  const made = SPOILS[name](text, chance);
  const spoilt = typeof made === 'string' ? Buffer.from(made) : made;
  return {
    name,
    ...(isAnnounced(spoilt) ? spoilt : { body: spoilt, headers: [JSON_TYPE] }),
  };
};
