import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { parseJson, type Json } from './json';

/** What JSON.parse would make of it. */
const plain = (json: Json): unknown => {
  switch (json.kind) {
    case 'null':
      return null;
    case 'number':
      return Number(json.source);
    case 'array':
      return json.elements.map(plain);
    case 'object':
      return Object.fromEntries(Array.from(json.members, ([key, value]) => [key, plain(value)]));
    case 'boolean':
    case 'string':
      return json.value;
  }
};

const parsedByPlatform = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
};

const reserved = ['__proto__', 'constructor', 'prototype'];

/** Text that is JSON, or nearly so. */
const nearlyJson = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(...Array.from('{}[]",:\\u0dc8e+-.1 \n'), 'null', 'true', '"a":', '"\\ud83d'),
    )
    .map((pieces) => pieces.join('')),
  fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, piece]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + piece + text.slice(cut + 1);
  }),
);

describe('parseJson', () => {
  it('agrees with JSON.parse on whatever it accepts, and never throws', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const result = parseJson(text);
        if (E.isRight(result))
          expect({ value: plain(result.right) }).toEqual(parsedByPlatform(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts what JSON.stringify writes, unless it refuses it for a reason of its own', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const result = parseJson(text);
        if (E.isLeft(result)) expect(['ForbiddenKey', 'LoneSurrogate']).toContain(result.left.type);
        else expect(plain(result.right)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses as malformed only what JSON.parse refuses', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const result = parseJson(text);
        if (E.isLeft(result) && result.left.type === 'MalformedJson')
          expect(parsedByPlatform(text)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses a key that stands twice, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.nat(),
        (members, at) => {
          const keys = Object.keys(members).filter((key) => !reserved.includes(key));
          fc.pre(keys.length > 0);
          const twice = keys[at % keys.length];
          const entries = [...keys, twice].map((key) => `${JSON.stringify(key)}:1`);
          expect(parseJson(`{${entries.join(',')}}`)).toMatchObject({
            left: { type: 'DuplicateKey' },
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
