import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { anyHistory, anyStory } from './arbitraries';
import { decodeEvent, encodeEvent } from './eventCodec';
import type { OrderEvent } from './events';
import { evolve, replay } from './order';
import { initialState } from './state';

const numRuns = 1000;

describe('property 27', () => {
  const decoded = (event: OrderEvent): OrderEvent => {
    const read = decodeEvent(encodeEvent(event));
    if (E.isLeft(read)) throw new Error(read.left.reason);
    return read.right;
  };

  it('replay from zero, from any prefix and live fold give identical state', () => {
    fc.assert(
      fc.property(anyStory(), fc.nat(), ({ events, state }, place) => {
        const cut = place % (events.length + 1);
        const stored = events.map(decoded);
        expect(replay(events)).toStrictEqual(state);
        expect(stored).toStrictEqual(events);
        expect(replay(stored)).toStrictEqual(state);
        expect(stored.slice(cut).reduce(evolve, replay(stored.slice(0, cut)))).toStrictEqual(state);
      }),
      { numRuns },
    );
  });

  it('an event that cannot follow leaves the state as it was', () => {
    fc.assert(
      fc.property(anyStory(), anyHistory(), ({ state }, others) => {
        for (const event of others) {
          if (event.type === 'OrderPlaced') expect(evolve(state, event)).toBe(state);
          else expect(evolve(initialState, event)).toBe(initialState);
        }
      }),
      { numRuns },
    );
  });

  it('evolving changes no state that was there before', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        const states = events.map((_, index) => replay(events.slice(0, index + 1)));
        const copies = structuredClone(states);
        events.reduce(evolve, initialState);
        states.forEach((state, index) => events.slice(index + 1).reduce(evolve, state));
        expect(states).toEqual(copies);
      }),
      { numRuns },
    );
  });
});
