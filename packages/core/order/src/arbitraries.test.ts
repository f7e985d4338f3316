import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import {
  anyAcceptedStory,
  anyAmount,
  anyCheckpoint,
  anyCommandId,
  anyCurrency,
  anyExactStory,
  anyInvoiceNumber,
  anyOrderId,
  anyOrderLine,
  anyPlaceOrder,
  anyQuantity,
  anyReceipt,
  anySellerId,
  anySignedAmount,
  anySkuId,
  anyStory,
  anyTimestamp,
  anyTracking,
  anyUnits,
  storyOf,
  type Story,
} from './arbitraries';
import { OrderLine, TrackingCheckpoint } from './events';
import { CommandId, InvoiceNumber, OrderId, Receipt, SellerId, SkuId, Timestamp } from './ids';
import { AmountMinor, Currency } from './money';
import { decide } from './order';
import { Quantity, Units } from './quantity';
import { initialState } from './state';
import { expectSame } from './testing/expectSame';
import { momentsOf } from './testing/moments';
import { orderIdOf, sellerIdOf } from './testing/samples';
import { slowInvoiced, slowOrder } from './testing/slowOrder';

const numRuns = 1000;

/** What comes of the commands of many stories, by how often: `AddDocument InvoiceAdded`. */
const outcomesOf = (stories: ReadonlyArray<Story>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  const outcomes = stories.flatMap(momentsOf).map(({ command, decision }) => {
    const events = E.isRight(decision) ? decision.right.map(({ type }) => type) : [];
    const result = E.isLeft(decision) ? decision.left.type : events.join('+') || 'nothing';
    return `${command.type} ${result}`;
  });
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
};

describe('any story', () => {
  it('meets every outcome that there is', () => {
    const counts = outcomesOf(fc.sample(anyStory(), { numRuns: 2000, seed: 1 }));
    expect([...counts.keys()].sort()).toEqual([
      'AddDocument AmountOutOfRange',
      'AddDocument InvoiceAdded',
      'AddDocument InvoiceAdded+TrackingUpdated',
      'AddDocument InvoiceExceedsOrder',
      'AddDocument InvoiceNumberAlreadyUsed',
      'AddDocument QuantityExceedsLine',
      'AddDocument ReturnExceedsInvoiced',
      'AddDocument ReturnInvoiced',
      'AddDocument ReturnInvoiced+TrackingUpdated',
      'AddDocument ReturnQuantityExceedsInvoiced',
      'AddDocument TrackingUpdated',
      'AddDocument UnknownItem',
      'AddDocument nothing',
      'PlaceOrder OrderAlreadyPlaced',
      'PlaceOrder OrderPlaced',
      'PlaceOrder nothing',
      'UpdateTracking InvoiceNotFound',
      'UpdateTracking TrackingUpdated',
      'UpdateTracking nothing',
    ]);
    for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(5);
  });

  it('is of one order and repeats no command id and no time backwards', () => {
    fc.assert(
      fc.property(anyStory(), ({ commands }) => {
        expect(new Set(commands.map(({ orderId }) => orderId)).size).toBe(1);
        expect(new Set(commands.map(({ commandId }) => commandId)).size).toBe(commands.length);
        const times = commands.map(({ at }) => at);
        expect(times).toEqual([...times].sort());
      }),
      { numRuns },
    );
  });

  it('is told again from its commands', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        expectSame(storyOf(story.commands), story);
      }),
      { numRuns },
    );
  });

  it('is of the order and the seller that one asks for', () => {
    const [orderId, sellerId] = [orderIdOf('mine'), sellerIdOf('me')];
    const options = { orderId: fc.constant(orderId), sellerId: fc.constant(sellerId) };
    for (const any of [anyStory, anyAcceptedStory, anyExactStory])
      for (const { state } of fc.sample(any(options), 20))
        expect(state).toMatchObject({ placed: { orderId, sellerId } });
  });

  it('shrinks to an order that was placed', () => {
    const { counterexample } = fc.check(
      fc.property(anyStory(), ({ commands }) => commands.length === 0),
      { seed: 1 },
    );
    const [story] = counterexample ?? [];
    expect(story?.commands).toMatchObject([
      {
        type: 'PlaceOrder',
        orderId: '00-v5195004lux-01',
        valueMinor: 0,
        lines: [{ skuId: '345117', description: null, quantity: 1, amountMinor: 0 }],
        adjustments: [],
      },
    ]);
  });

  it('shrinks to the few commands that matter', () => {
    const { counterexample } = fc.check(
      fc.property(anyStory(), ({ events }) => events.every((e) => e.type !== 'ReturnInvoiced')),
      { seed: 1, numRuns },
    );
    const [story] = counterexample ?? [];
    expect(story?.commands.map(({ type }) => type)).toEqual([
      'PlaceOrder',
      'AddDocument',
      'AddDocument',
    ]);
    expect(story?.events.map(({ type }) => type)).toEqual([
      'OrderPlaced',
      'InvoiceAdded',
      'ReturnInvoiced',
    ]);
  });
});

describe('any accepted story', () => {
  it('is refused nothing', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), (story) => {
        for (const { decision } of momentsOf(story)) expectSame(E.isRight(decision), true);
      }),
      { numRuns },
    );
  });
});

describe('any exact story', () => {
  it('is refused nothing and ends invoiced', () => {
    fc.assert(
      fc.property(anyExactStory(), (story) => {
        for (const { decision } of momentsOf(story)) expectSame(E.isRight(decision), true);
        const order = slowOrder(story.events);
        expect(order && slowInvoiced(order)).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe('any order', () => {
  const orders = fc.sample(anyPlaceOrder(), { numRuns: 1000, seed: 1 });

  it('can be placed', () => {
    fc.assert(
      fc.property(anyPlaceOrder(), (command) => {
        expect(E.isRight(decide(command, initialState))).toBe(true);
      }),
      { numRuns },
    );
  });

  it.each<readonly [string, (order: (typeof orders)[number]) => boolean]>([
    ['the same SKU on two lines', ({ lines: [a, b] }) => a?.skuId === b?.skuId],
    ['a free line', ({ lines }) => lines.some((line) => line.amountMinor === 0)],
    [
      'an amount that is no multiple of the quantity',
      ({ lines }) => lines.some((line) => line.amountMinor % line.quantity !== 0),
    ],
    ['a discounted line', ({ lines }) => lines.some((line) => line.discountMinor > 0)],
    ['a discount', ({ adjustments }) => adjustments.some((a) => a.amountMinor < 0)],
    ['several adjustments', ({ adjustments }) => adjustments.length > 1],
    ['a value near 2^53', ({ valueMinor }) => valueMinor > 2 ** 52],
    ['a value of a few cents', ({ valueMinor }) => valueMinor > 0 && valueMinor < 100],
  ])('often has %s', (_, has) => {
    expect(orders.filter(has).length).toBeGreaterThan(20);
  });
});

describe('the small arbitraries', () => {
  it.each([
    ['anyOrderId', anyOrderId(), OrderId],
    ['anySellerId', anySellerId(), SellerId],
    ['anySkuId', anySkuId(), SkuId],
    ['anyInvoiceNumber', anyInvoiceNumber(), InvoiceNumber],
    ['anyCommandId', anyCommandId(), CommandId],
    ['anyReceipt', anyReceipt(), Receipt],
    ['anyTimestamp', anyTimestamp(), Timestamp],
    ['anyCurrency', anyCurrency(), Currency],
    ['anyAmount', anyAmount(), AmountMinor],
    ['anySignedAmount', anySignedAmount(), AmountMinor],
    ['anyUnits', anyUnits(), Units],
    ['anyQuantity', anyQuantity(), Quantity],
    ['anyOrderLine', anyOrderLine(), OrderLine],
    ['anyCheckpoint', anyCheckpoint(), TrackingCheckpoint],
  ] as const)('%s gives what its codec takes', (_, arbitrary, codec) => {
    for (const value of fc.sample<unknown>(arbitrary, 200)) expect(codec.is(value)).toBe(true);
  });

  it('anyTracking shrinks to nothing told', () => {
    const { counterexample } = fc.check(
      fc.property(anyTracking(), ({ checkpoints }) => checkpoints.length < 0),
      { seed: 1 },
    );
    expect(counterexample?.[0]).toMatchObject({
      courier: null,
      isDelivered: null,
      checkpoints: [],
    });
  });
});
