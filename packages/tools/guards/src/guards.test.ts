import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatted } from './formatted';
import { guardFiles } from './guardFiles';
import { guardSource } from './guardSource';

const root = join(__dirname, '../../../..');

describe('the guards beside the codecs', () => {
  it.each(Object.entries(guardFiles))('%s are as they would be written', async (name, guarded) => {
    const file = join(root, name);
    expect(readFileSync(file, 'utf8')).toBe(await formatted(guardSource(guarded)));
  });
});

describe('guardSource', () => {
  it.each([
    ['a codec whose module was not given', t.readonly(t.strict({}), 'Named'), 'Named come from?'],
    ['a kind that it does not know', t.readonly(t.record(t.string, t.string)), 'no guard is known'],
    [
      'a refinement of what is no primitive',
      t.readonly(t.strict({ nothing: t.refinement(t.null, () => true, 'Nothing') })),
      'Nothing refines no primitive type',
    ],
  ])('refuses %s', (_what, codec, message) => {
    expect(() => guardSource({ codecs: { Named: codec }, modules: {} })).toThrow(message);
  });
});
