import { expect, it } from '@jest/globals';
import * as t from 'io-ts';

import { HashText } from './hashText';
import * as proofs from './index';
import { WholeNumber } from './wholeNumber';

it('every codec tells of itself by the name that it is exported by', () => {
  const codecs = Object.entries({ ...proofs, HashText, WholeNumber }).flatMap(
    ([exported, value]) => (value instanceof t.Type ? [{ exported, name: value.name }] : []),
  );
  expect(codecs.length).toBeGreaterThan(8);
  expect(codecs.map(({ name }) => name)).toEqual(codecs.map(({ exported }) => exported));
});
