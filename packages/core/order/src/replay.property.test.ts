import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { anyHistory, anyStory } from './arbitraries';
import { decodeEvent, encodeEvent } from './eventCodec';
import type { OrderEvent } from './events';
import { evolve, replay } from './order';
import { initialState, type OrderState } from './state';
import { expectSame } from './testing/expectSame';

const numRuns = 1000;

describe('property 27', () => {
  const decoded = (event: OrderEvent): OrderEvent => {
    const read = decodeEvent(encodeEvent(event));
    if (E.isLeft(read)) throw new Error(read.left.reason);
    return read.right;
  };

  const textOf = (state: OrderState): string =>
    JSON.stringify(state, (_, value: unknown) => (value instanceof Map ? [...value] : value));

  it('replay from zero, from any prefix and live fold give identical state', () => {
    fc.assert(
      fc.property(anyStory(), fc.nat(), ({ events, state }, place) => {
        const cut = place % (events.length + 1);
        const stored = events.map(decoded);
        expectSame(replay(events), state);
        expectSame(stored, events);
        expectSame(replay(stored), state);
        expectSame(stored.slice(cut).reduce(evolve, replay(stored.slice(0, cut))), state);
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
        const written = states.map(textOf);
        states.forEach((state, index) => events.slice(index).reduce(evolve, state));
        expectSame(states.map(textOf), written);
      }),
      { numRuns },
    );
  });
});
