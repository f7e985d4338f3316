import { expect, it } from '@jest/globals';
import * as t from 'io-ts';

import * as vtex from './index';

it('every codec tells of itself by the name that it is exported by', () => {
  const codecs = Object.entries(vtex).flatMap(([exported, value]) =>
    value instanceof t.Type ? [{ exported, name: value.name }] : [],
  );
  expect(codecs.length).toBeGreaterThan(5);
  expect(codecs.map(({ name }) => name)).toEqual(codecs.map(({ exported }) => exported));
});
