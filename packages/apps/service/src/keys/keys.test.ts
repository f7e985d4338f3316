import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import type { Credentials } from './credentials';
import { openKeys } from './firstKey';
import { keyFileIn, readKeys, writeKeys } from './keyFile';
import { createKeyRing, type KeyRing } from './keyRing';
import { temporaryDirectory } from '../testing/childService';

const mayGuess = () => Promise.resolve(undefined);
const isLetIn = async (ring: KeyRing, credentials: Credentials) =>
  E.isRight(await ring.recognise(credentials, mayGuess));

describe('the keys of a data directory', () => {
  let directory = temporaryDirectory();
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => {
    directory.remove();
  });

  const opened = async (preset?: Credentials) => {
    const { keys, made, save } = await openKeys(directory.path, preset);
    await save();
    return { keys, made, ring: await createKeyRing(keys) };
  };

  it('are one key made at the first start, which is never told again', async () => {
    const { made, ring } = await opened();
    if (made === undefined) throw new Error('no key was made');
    expect(await isLetIn(ring, made)).toBe(true);
    const second = await opened();
    expect(second.made).toBeUndefined();
    expect(await isLetIn(second.ring, made)).toBe(true);
  });

  it('are kept only if the service got its port', async () => {
    await openKeys(directory.path, undefined);
    expect((await opened()).made).toBeDefined();
  });

  it('are the preset key instead, now and without the preset', async () => {
    const preset = { appKey: 'mine', token: 'short' };
    const { made, ring } = await opened(preset);
    expect(made).toBeUndefined();
    expect(await isLetIn(ring, preset)).toBe(true);
    expect(await isLetIn((await opened()).ring, preset)).toBe(true);
  });

  it('another preset is let in beside, a new token replaces the old one', async () => {
    await opened({ appKey: 'one', token: 'first' });
    await opened({ appKey: 'two', token: 'second' });
    const { ring, keys } = await opened({ appKey: 'one', token: 'third' });
    expect(keys.map(({ appKey }) => appKey).sort()).toEqual(['one', 'two']);
    expect(await isLetIn(ring, { appKey: 'one', token: 'third' })).toBe(true);
    expect(await isLetIn(ring, { appKey: 'two', token: 'second' })).toBe(true);
    expect(await isLetIn(ring, { appKey: 'one', token: 'first' })).toBe(false);
  });

  it('are written as hashes, for their owner alone', async () => {
    const { made } = await opened();
    await opened({ appKey: 'mine', token: 'short' });
    const file = keyFileIn(directory.path);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(made?.token);
    expect(text).not.toContain('short');
    expect(text).toContain('scrypt');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('a file that is no file of keys lets nobody in: the start fails', async () => {
    writeFileSync(join(directory.path, 'keys.json'), '{"keys": [{"appKey": "x"}]}');
    await expect(opened()).rejects.toThrow('no file of keys');
    writeFileSync(join(directory.path, 'keys.json'), 'torn');
    await expect(opened()).rejects.toThrow('no file of keys');
  });

  it('survive being written and read', async () => {
    const { keys } = await opened({ appKey: 'mine', token: 'short' });
    const auditors = keys.map((key) => ({ ...key, roles: ['Auditor'] as const }));
    await writeKeys(keyFileIn(directory.path), auditors);
    expect(await readKeys(keyFileIn(directory.path))).toEqual(auditors);
    expect((await opened({ appKey: 'mine', token: 'longer' })).keys[0]?.roles).toEqual(['Auditor']);
  });
});

describe('a ring of keys', () => {
  it('judges the same guess once, and never one too many', async () => {
    const ring = await createKeyRing([]);
    let guesses = 0;
    const guess = (token: string) =>
      ring.recognise({ appKey: 'a', token }, () => {
        guesses += 1;
        return Promise.resolve(
          guesses > 1 ? { type: 'TooManyRequests', retryAfterMs: 1 } : undefined,
        );
      });
    const verdicts = await Promise.all([guess('x'), guess('x'), guess('x')]);
    expect(verdicts).toEqual(Array(3).fill(E.left({ type: 'NoValidKey' })));
    expect(await guess('x')).toEqual(E.left({ type: 'NoValidKey' }));
    expect(guesses).toBe(1);
    expect(await guess('y')).toEqual(E.left({ type: 'TooManyRequests', retryAfterMs: 1 }));
    expect(await guess('x')).toEqual(E.left({ type: 'NoValidKey' }));
  });

  it('takes as long over an unknown key as over a wrong token', async () => {
    const { keys } = await openKeys('/nowhere', { appKey: 'known', token: 'right' });
    const ring = await createKeyRing(keys);
    const timed = async (appKey: string, token: string) => {
      const started = performance.now();
      await ring.recognise({ appKey, token }, mayGuess);
      return performance.now() - started;
    };
    const wrong: Array<number> = [];
    const unknown: Array<number> = [];
    for (let guess = 0; guess < 5; guess++) {
      wrong.push(await timed('known', `wrong-${guess}`));
      unknown.push(await timed('unknown', `wrong-${guess}`));
    }
    const ratio = Math.min(...wrong) / Math.min(...unknown);
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(5);
  });
});
