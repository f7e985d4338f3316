import { writeVerifierKey, type NoteSigner } from '@facture/proofs';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { openSealKeys } from './openSealKeys';
import { removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

const newDirectory = (): string => dirname(temporaryFile());
const opened = (directory: string, isSigned = false) => {
  const keys = openSealKeys(directory, { isSigned });
  if (E.isLeft(keys)) throw new Error(JSON.stringify(keys.left));
  return keys.right;
};
const refusal = (directory: string, isSigned = false) => {
  const keys = openSealKeys(directory, { isSigned });
  return E.isLeft(keys) ? keys.left : undefined;
};
const textOf = ({ key }: NoteSigner) => writeVerifierKey(key);

describe('the key of a log', () => {
  it('is made once, for its owner alone, under a name of its own', () => {
    const directory = newDirectory();
    const { current, previous } = opened(directory);
    expect(textOf(current)).toMatch(/^facture\/[0-9a-f]{16}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/);
    expect(previous).toBeUndefined();
    const file = join(directory, 'seal-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^PRIVATE\+KEY\+facture\/[0-9a-f]{16}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\n$/,
    );
    expect(textOf(opened(directory).current)).toBe(textOf(current));
    expect(textOf(opened(directory, true).current)).toBe(textOf(current));
    expect(opened(newDirectory()).current.key.name).not.toBe(current.key.name);
  });

  it('signs what its verifier key verifies, also after it was read again', () => {
    const directory = newDirectory();
    const message = Buffer.from('a message');
    const signature = opened(directory).current.sign(message);
    const { current, verify } = opened(directory);
    const { publicKey } = current.key;
    expect(verify(publicKey, message, signature)).toBe(true);
    expect(verify(publicKey, Buffer.from('another'), signature)).toBe(false);
    expect(current.sign(message)).toEqual(signature);
  });

  it('is replaced under the same name when it was put aside', () => {
    const directory = newDirectory();
    const old = opened(directory).current;
    const file = join(directory, 'seal-key');
    renameSync(file, `${file}.old`);
    const { current, previous } = opened(directory, true);
    expect(previous?.key).toEqual(old.key);
    expect(textOf(current)).not.toBe(textOf(old));
    expect(current.key.name).toBe(old.key.name);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made for a log that another one has signed', () => {
    const directory = newDirectory();
    expect(refusal(directory, true)).toEqual({
      type: 'KeyMissing',
      file: join(directory, 'seal-key'),
    });
    expect(existsSync(join(directory, 'seal-key'))).toBe(false);
  });

  it.each([0o640, 0o604, 0o620])('is refused when its mode is %o', (mode) => {
    const directory = newDirectory();
    opened(directory);
    const file = join(directory, 'seal-key');
    chmodSync(file, mode);
    expect(refusal(directory)).toEqual({ type: 'KeyOpenToOthers', file });
    chmodSync(file, 0o600);
    renameSync(file, `${file}.old`);
    chmodSync(`${file}.old`, mode);
    expect(refusal(directory)).toEqual({ type: 'KeyOpenToOthers', file: `${file}.old` });
  });

  it('is refused when the file holds something else, and stays as it is', () => {
    const directory = newDirectory();
    opened(directory);
    const file = join(directory, 'seal-key');
    const text = readFileSync(file, 'utf8');
    const [, hash = ''] = /\+([0-9a-f]{8})\+/.exec(text) ?? [];
    const others = [
      '',
      'a letter',
      `${text}${text}`,
      text.replace(hash, hash.startsWith('0') ? hash.replace('0', '1') : `0${hash.slice(1)}`),
      text.replace('facture/', 'other/'),
      text.replace(/\+A/, '+B'),
    ];
    for (const other of others) {
      writeFileSync(file, other);
      expect([other, refusal(directory)]).toEqual([other, { type: 'ForeignKeyFile', file }]);
      expect(readFileSync(file, 'utf8')).toBe(other);
    }
  });

  it('is refused when its place cannot be had', () => {
    const directory = newDirectory();
    writeFileSync(dirname(directory) + '/plain', '');
    const place = join(dirname(directory), 'plain');
    expect(refusal(place)).toMatchObject({ type: 'CannotOpenKey', file: join(place, 'seal-key') });
  });
});
