import { expect, it } from '@jest/globals';

import { rememberIds } from './knownIds';

const place = (stream: string, revision: number) => ({
  stream,
  revision,
  id: `${stream}@${revision}`,
});

it('ids are kept from the first event of a stream on, without a gap', () => {
  const ids = rememberIds(10);
  for (const revision of [0, 1, 3, 1, 2]) ids.keep(place('a', revision));
  expect(ids.next('a')).toBe(3);
  expect(['a@0', 'a@2', 'a@3'].map(ids.isKnown)).toEqual([true, true, false]);
});

it('the streams touched longest ago are forgotten whole', () => {
  const ids = rememberIds(4);
  for (const stream of ['a', 'b']) for (const revision of [0, 1]) ids.keep(place(stream, revision));
  ids.keep(place('a', 2));
  expect(ids.next('b')).toBe(0);
  expect(ids.isKnown('b@0')).toBe(false);
  expect(ids.next('a')).toBe(3);
});

it('the stream touched last is kept, however long it is', () => {
  const ids = rememberIds(2);
  for (let revision = 0; revision < 9; revision++) ids.keep(place('a', revision));
  expect(ids.next('a')).toBe(9);
});
