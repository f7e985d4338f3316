import { describe, expect, it } from '@jest/globals';

import { firstLanguage, keepLanguage, localeOf } from './language';

const storageOf = (kept: string | null) => ({ getItem: () => kept });

describe('the language', () => {
  it.each([
    [['pt-BR', 'en'], 'pt'],
    [['en-GB', 'pt'], 'en'],
    [['de-DE', 'pt-PT', 'en'], 'pt'],
    [['PT'], 'pt'],
    [['pta', 'de'], 'en'],
    [[], 'en'],
  ] as const)('of a reader of %j is %s at first', (tags, language) => {
    expect(firstLanguage(storageOf(null), tags)).toBe(language);
  });

  it('is the one that was chosen, and kept', () => {
    const kept = new Map<string, string>();
    keepLanguage({ setItem: (key, value) => kept.set(key, value) }, 'pt');
    expect(firstLanguage({ getItem: (key) => kept.get(key) ?? null }, ['en'])).toBe('pt');
    expect(firstLanguage(storageOf('klingon'), ['pt'])).toBe('pt');
  });

  it('has the numbers and dates of where it is spoken', () => {
    expect(localeOf('pt', ['en', 'pt-PT'])).toBe('pt-PT');
    expect(localeOf('en', ['pt-BR', 'en-GB'])).toBe('en-GB');
    expect(localeOf('pt', ['en'])).toBe('pt');
  });
});
