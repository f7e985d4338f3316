import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import type * as E from 'fp-ts/Either';

import type { AddDocument, OrderCommand, PlaceOrder, UpdateTracking } from './commands';
import type { OrderError } from './errors';
import type { OrderEvent } from './events';
import type { InvoiceNumber, LineIndex, OrderId, SellerId, SkuId, Timestamp } from './ids';
import type { AmountMinor, Currency, Money } from './money';
import { decide, evolve, replay } from './order';
import type { Quantity, Units } from './quantity';
import { booked, divideRounded } from './rounding';
import type { OrderState, OrderStatus, PlacedOrder } from './state';

// The compiler is the test: `tsc -b` fails when one of these stops being true.

const typesHold = (check: () => void): void => {
  expect(check).toBeDefined();
};

describe('types', () => {
  it('keep raw texts and numbers from being ids, amounts and quantities', () => {
    typesHold(() => {
      expectTypeOf<string>().not.toExtend<OrderId>();
      expectTypeOf<string>().not.toExtend<InvoiceNumber>();
      expectTypeOf<string>().not.toExtend<Timestamp>();
      expectTypeOf<string>().not.toExtend<Currency>();
      expectTypeOf<number>().not.toExtend<AmountMinor>();
      expectTypeOf<number>().not.toExtend<Quantity>();
      expectTypeOf<number>().not.toExtend<LineIndex>();
      // @ts-expect-error a raw string is no order id
      const orderId: OrderId = '00-v5195004lux-01';
      // @ts-expect-error a raw number is no amount
      const amount: AmountMinor = 9508;
      return [orderId, amount];
    });
  });

  it('keep one kind of id or number from being another', () => {
    typesHold(() => {
      expectTypeOf<OrderId>().toExtend<string>();
      expectTypeOf<OrderId>().not.toExtend<InvoiceNumber>();
      expectTypeOf<SellerId>().not.toExtend<SkuId>();
      expectTypeOf<AmountMinor>().not.toExtend<Units>();
      expectTypeOf<Units>().not.toExtend<Quantity>();
      expectTypeOf<Quantity>().toExtend<Units>();
      expectTypeOf<LineIndex>().not.toExtend<Units>();
    });
  });

  it('name every command, event and status', () => {
    typesHold(() => {
      expectTypeOf<OrderCommand>().toEqualTypeOf<PlaceOrder | AddDocument | UpdateTracking>();
      expectTypeOf<OrderCommand['type']>().toEqualTypeOf<
        'PlaceOrder' | 'AddDocument' | 'UpdateTracking'
      >();
      expectTypeOf<OrderEvent['type']>().toEqualTypeOf<
        'OrderPlaced' | 'InvoiceAdded' | 'TrackingUpdated' | 'ReturnInvoiced'
      >();
      expectTypeOf<OrderStatus>().toEqualTypeOf<'placed' | 'partially-invoiced' | 'invoiced'>();
      expectTypeOf<OrderError['type']>().toEqualTypeOf<
        | 'OrderNotFound'
        | 'OrderAlreadyPlaced'
        | 'OrderDoesNotAddUp'
        | 'AmountOutOfRange'
        | 'InvoiceExceedsOrder'
        | 'ReturnExceedsInvoiced'
        | 'QuantityExceedsLine'
        | 'ReturnQuantityExceedsInvoiced'
        | 'UnknownItem'
        | 'InvoiceNumberAlreadyUsed'
        | 'InvoiceNotFound'
      >();
    });
  });

  it('make decide answer every command, and evolve every event', () => {
    typesHold(() => {
      expectTypeOf(decide).parameters.toEqualTypeOf<[OrderCommand, OrderState]>();
      expectTypeOf(decide).returns.toEqualTypeOf<E.Either<OrderError, ReadonlyArray<OrderEvent>>>();
      expectTypeOf(evolve).toEqualTypeOf<(state: OrderState, event: OrderEvent) => OrderState>();
      expectTypeOf(replay).parameter(0).toEqualTypeOf<Iterable<OrderEvent>>();
      // @ts-expect-error nobody can ask for what is no command
      const decision = decide({ type: 'CancelOrder' }, { type: 'NoOrder' });
      // @ts-expect-error nothing else can have happened
      const state = evolve({ type: 'NoOrder' }, { type: 'OrderCanceled', data: {} });
      return [decision, state];
    });
  });

  it('leave no default for a rounding mode', () => {
    typesHold(() => {
      expectTypeOf(booked).parameters.toHaveProperty('length').toEqualTypeOf<4>();
      // @ts-expect-error the mode is an argument without a default
      return divideRounded(1n, 2n);
    });
  });

  it('make state and money read-only', () => {
    typesHold(() => {
      expectTypeOf<PlacedOrder['documents']>().not.toHaveProperty('set');
      const spoil = (order: PlacedOrder, money: Money, amount: AmountMinor): void => {
        // @ts-expect-error a state never changes
        order.invoicedMinor = amount;
        // @ts-expect-error an amount of money never changes
        money.amountMinor = amount;
      };
      return spoil;
    });
  });
});
