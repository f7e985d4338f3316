import { isDeepStrictEqual } from 'node:util';

import { replay } from '@facture/order';
import { anyStory } from '@facture/order/arbitraries';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { collect } from './conformance/given';
import { loadOrder, readOrderEvents, unknownOrder, type LoadedOrder } from './loadOrder';
import { handling, newStore, right, RUNS, TIMEOUT_MS } from './testing/handling';
import { orderIdOf } from './testing/telling';

it(
  '27. replay from zero, from any prefix and live fold give identical state, on every store',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyStory(), async (story) => {
        const store = newStore();
        const orderId = orderIdOf(story);
        const live: Array<LoadedOrder> = [unknownOrder];
        for (const command of story.commands) {
          const outcome = await handling(store)(command);
          if (E.isLeft(outcome) || outcome.right.events.length === 0) continue;
          const { state, revision, position } = outcome.right;
          live.push({ state, revision, position });
        }
        const load = (before?: LoadedOrder) => right(loadOrder(store)(orderId, before)());
        const fromZero = await load();
        expect(isDeepStrictEqual(live.at(-1), fromZero)).toBe(true);
        for (const prefix of live)
          expect(isDeepStrictEqual(await load(prefix), fromZero)).toBe(true);

        const read = await collect(readOrderEvents(store)(orderId));
        const events = read.map((one) => E.isRight(one) && one.right.event);
        expect(isDeepStrictEqual(events, story.events)).toBe(true);
        expect(isDeepStrictEqual(replay(story.events), fromZero.state)).toBe(true);
        expect(read.map((one) => E.isRight(one) && one.right.recorded.data)).toEqual(
          story.events.map(({ data }) => JSON.stringify(data)),
        );
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);
