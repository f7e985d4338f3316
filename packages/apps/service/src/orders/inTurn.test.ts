import { describe, expect, it } from '@jest/globals';

import { createInTurn } from './inTurn';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('work in turn', () => {
  it('for one key is done one after the other, in order, whatever fails', async () => {
    const inTurn = createInTurn();
    const done: Array<string> = [];
    const work = (name: string) => async () => {
      done.push(`${name} begins`);
      await turn();
      done.push(`${name} ends`);
      if (name === 'b') throw new Error(name);
      return name;
    };
    const all = await Promise.allSettled(['a', 'b', 'c'].map((name) => inTurn('key', work(name))));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('for other keys goes on beside', async () => {
    const inTurn = createInTurn();
    let release: (value: unknown) => void = () => undefined;
    const stuck = inTurn('one', () => new Promise((resolve) => (release = resolve)));
    expect(await inTurn('other', () => Promise.resolve('done'))).toBe('done');
    release('late');
    expect(await stuck).toBe('late');
  });
});
