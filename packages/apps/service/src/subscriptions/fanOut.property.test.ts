import { handleCommand, orderStream, type EventStore } from '@facture/contract';
import type { OrderCommand } from '@facture/order';
import { anyStory } from '@facture/order/arbitraries';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  breakableStore,
  emptyStore,
  framesIn,
  openFanOut,
  reader,
  turn,
  type Manner,
  type Reader,
} from '../testing/fanOutWorld';
import { BEGINNING, type FanOutLimits } from './fanOut';

/** What happens while everybody is told everything. */
type Deed =
  | { readonly type: 'commands'; readonly count: number }
  /** Somebody joins who knows so many per cent of the positions there are, or some more. */
  | ({ readonly type: 'join'; readonly known: number } & Manner)
  | { readonly type: 'connection breaks'; readonly who: number; readonly arriving: number }
  | { readonly type: 'service restarts' }
  | { readonly type: 'store breaks'; readonly after: number }
  | { readonly type: 'turns'; readonly count: number };

const deed = <T extends Deed['type'], R extends object>(type: T, rest: fc.Arbitrary<R>) =>
  rest.map((more) => ({ type, ...more }));

const anyDeed = (): fc.Arbitrary<Deed> =>
  fc.oneof(
    deed('commands', fc.record({ count: fc.nat(4) })),
    deed(
      'join',
      fc.record({
        known: fc.nat(110),
        highWaterMark: fc.constantFrom(1, 500, 5_000),
        turnsPerWrite: fc.nat(5),
      }),
    ),
    deed('connection breaks', fc.record({ who: fc.nat(9), arriving: fc.nat(2_000) })),
    deed('service restarts', fc.record({})),
    deed('store breaks', fc.record({ after: fc.nat(5) })),
    deed('turns', fc.record({ count: fc.nat(6) })),
  );

const anyLimits = (): fc.Arbitrary<FanOutLimits> =>
  fc.record({
    chunks: fc.integer({ min: 1, max: 4 }),
    bytes: fc.constantFrom(1, 3_000, 100_000),
    chunkBytes: fc.constantFrom(1, 1_500, 20_000),
    readings: fc.integer({ min: 1, max: 3 }),
  });

const TURNS_AT_MOST = 20_000;

const handler = (store: EventStore) => {
  const handle = handleCommand({
    store,
    scope: 'seller',
    random: () => 0,
    sleep: () => Promise.resolve(),
  });
  return (command: OrderCommand) => handle(command)();
};

/** Lets everything happen, and then waits until everybody has caught up. */
const play = async (
  commands: Array<OrderCommand>,
  deeds: ReadonlyArray<Deed>,
  limits: FanOutLimits,
  isOfOneOrder: boolean,
) => {
  const inner = emptyStore();
  const { store, breakAfter } = breakableStore(inner);
  const handle = handler(inner);
  const placing = commands[0];
  const stream = isOfOneOrder && placing !== undefined ? orderStream(placing.orderId) : undefined;
  let fanOut = openFanOut(store, stream, limits);
  const readers: Array<{ readonly reader: Reader; readonly after: bigint; readonly head: bigint }> =
    [];

  for (const what of deeds)
    switch (what.type) {
      case 'commands':
        for (const command of commands.splice(0, what.count)) await handle(command);
        break;
      case 'join': {
        const head = (await inner.head()) ?? 0n;
        const known = (head * BigInt(what.known)) / 100n;
        const after = what.known === 0 ? BEGINNING : known;
        const joining = reader(after, what);
        joining.join(fanOut);
        readers.push({ reader: joining, after, head });
        break;
      }
      case 'connection breaks': {
        const one = readers[what.who % Math.max(1, readers.length)]?.reader;
        one?.breakOff(what.arriving);
        one?.join(fanOut);
        break;
      }
      case 'service restarts':
        for (const one of readers) one.reader.breakOff(0);
        fanOut.close();
        fanOut = openFanOut(store, stream, limits);
        for (const one of readers) one.reader.join(fanOut);
        break;
      case 'store breaks':
        breakAfter(what.after);
        break;
      case 'turns':
        for (let turns = 0; turns < what.count; turns++) await turn();
    }

  for (const command of commands) await handle(command);
  const frames = await framesIn(inner, stream);
  const framesAfter = (after: bigint) =>
    frames.filter(({ position }) => position > after).map(({ text }) => text);
  const isDone = () =>
    readers.every(
      ({ reader: { isCaughtUp, frames: got }, after }) =>
        isCaughtUp() && got.length >= framesAfter(after).length,
    );
  for (let turns = 0; turns < TURNS_AT_MOST && !isDone(); turns++) await turn();
  const told = readers.map(({ reader: { frames: got, isCaughtUp }, after, head }) => {
    // Who was ahead of the store may be told what has come since.
    const ahead = framesAfter(after < head ? after : head);
    const expected = framesAfter(after);
    return {
      isCaughtUp: isCaughtUp(),
      got,
      expected: got.length > expected.length ? ahead.slice(-got.length) : expected,
    };
  });
  for (const one of readers) one.reader.breakOff(0);
  fanOut.close();
  return told;
};

it('everybody is told exactly what comes after their position, whoever joins, breaks off, is slow or restarts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStory(), { minLength: 1, maxLength: 3 }),
      fc.array(anyDeed(), { minLength: 1, maxLength: 20 }),
      anyLimits(),
      fc.boolean(),
      async (stories, deeds, limits, isOfOneOrder) => {
        const commands = stories.flatMap((story) => story.commands);
        const told = await play(commands, deeds, limits, isOfOneOrder);
        for (const { isCaughtUp, got, expected } of told) {
          expect(got).toEqual(expected);
          expect(isCaughtUp).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
}, 180_000);
