import { describe, expect, it } from '@jest/globals';
import vm from 'node:vm';

import { changedSince, intrinsicsOf } from './intrinsics.ts';

/** What is found changed in a new realm after a script has run in it. */
const changedBy = (script: string): ReadonlyArray<string> => {
  const realm = vm.createContext();
  const before = intrinsicsOf(vm.runInContext('globalThis', realm) as object);
  expect(before.size).toBeGreaterThan(1_000);
  vm.runInContext(script, realm);
  return changedSince(before);
};

/** Puts one document into another as a careless service does. */
const MERGE = `const merge = (into, from) => {
  for (const key of Object.keys(from))
    if (typeof from[key] === 'object') merge(into[key] ??= {}, from[key]);
    else into[key] = from[key];
};`;

describe('what the language brings', () => {
  it('is as it was after code that minds its own things', () => {
    expect(changedBy('class Mine extends Map {}; new Mine([[{}.toString(), 1]])')).toEqual([]);
  });

  it.each([
    ['{"__proto__":{"polluted":1}}', 'Object.prototype.polluted'],
    ['{"constructor":{"prototype":{"polluted":1}}}', 'Object.prototype.polluted'],
    ['{"constructor":{"polluted":1}}', 'Object.polluted'],
    ['{"toString":{"polluted":1}}', 'Object.prototype.toString.polluted'],
    ['{"__proto__":{"toString":1}}', 'Object.prototype.toString'],
  ])('is seen to differ after a careless merge of %s', (text, changed) => {
    expect(changedBy(`${MERGE} merge({}, JSON.parse('${text}'))`)).toEqual([changed]);
  });

  it.each([
    ['Array.prototype[7] = 1', 'Array.prototype.7'],
    ['delete String.prototype.trim', 'String.prototype.trim'],
    ['Object.setPrototypeOf(Array.prototype, {})', 'Array.prototype.[[Prototype]]'],
    ['Object.freeze(Map.prototype.get)', 'Map.prototype.get.name'],
    ['JSON.parse = () => ({})', 'JSON.parse'],
    ['RegExp.prototype[Symbol.match] = null', 'RegExp.prototype.Symbol(Symbol.match)'],
  ])('is seen to differ after %s', (script, changed) => {
    expect(changedBy(script)).toContain(changed);
  });
});
