import { describe, expect, it } from '@jest/globals';

import { keepCredentials, keptCredentials } from './credentials';

const storageOf = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe('a session', () => {
  it('is kept until it is ended', () => {
    const storage = storageOf();
    expect(keptCredentials(storage)).toBeUndefined();
    keepCredentials(storage, { appKey: 'key', token: 'to"ken' });
    expect(keptCredentials(storage)).toEqual({ appKey: 'key', token: 'to"ken' });
    keepCredentials(storage, undefined);
    expect(storage.kept.size).toBe(0);
  });

  it.each(['', '{', 'null', '[]', '{"appKey":"key"}', '{"appKey":1,"token":"t"}'])(
    'that was kept as %j is none',
    (text) => {
      expect(keptCredentials({ getItem: () => text })).toBeUndefined();
    },
  );
});
