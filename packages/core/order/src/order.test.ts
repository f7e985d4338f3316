import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { invoiceNumberClaim, type InvoiceNumberScope } from './claims';
import type { OrderCommand } from './commands';
import type { OrderEvent } from './events';
import { decide, evolve, replay } from './order';
import { initialState, moneyOf, statusOf } from './state';
import {
  accepted,
  amountOf,
  BRL,
  given,
  invoiceNumberOf,
  invoicing,
  item,
  line,
  lineIndexOf,
  placing,
  sellerIdOf,
  telling,
} from './testing/samples';

const placed = placing([line('A', 2, 20)]);
const documented = invoicing('1', 10, [item('A', 1)]);

describe('an order', () => {
  it('is nothing before it is placed', () => {
    expect(initialState).toEqual({ type: 'NoOrder' });
    expect(replay([])).toBe(initialState);
  });

  it('is placed once', () => {
    const order = given(placed);
    const [event] = accepted(placing([]), initialState);
    expect(event && evolve(order, event)).toBe(order);
  });

  it('of no value is invoiced from the start: nothing is left to invoice', () => {
    expect(statusOf(given(placing([line('A', 1, 0)])))).toBe('invoiced');
  });

  it('names its amounts in its currency', () => {
    expect(moneyOf(given(placed))(amountOf(7))).toEqual({ amountMinor: 7, currency: BRL });
  });
});

describe('what cannot be', () => {
  const order = given(placed, documented);

  it('a command that nobody knows stops loudly', () => {
    const unknown = { ...documented, type: 'CancelOrder' } as unknown as OrderCommand;
    expect(() => decide(unknown, order)).toThrow();
  });

  it('an event that nobody knows stops loudly', () => {
    const unknown = { type: 'OrderCanceled', data: {} } as unknown as OrderEvent;
    expect(() => evolve(order, unknown)).toThrow();
    expect(evolve(initialState, unknown)).toBe(initialState);
  });

  it('a scope that nobody knows stops loudly', () => {
    const scope = 'galaxy' as InvoiceNumberScope;
    expect(() => invoiceNumberClaim(scope, sellerIdOf('lux'), invoiceNumberOf('1'))).toThrow();
  });

  it('a booking on no line changes no line', () => {
    const [event] = accepted(invoicing('2', 10, [item('A', 1)]), order);
    if (event?.type !== 'InvoiceAdded') throw new Error('not added');
    const items = event.data.items.map((each) => ({
      ...each,
      bookings: each.bookings.map((booking) => ({ ...booking, lineIndex: lineIndexOf(7) })),
    }));
    const strange: OrderEvent = { ...event, data: { ...event.data, items } };
    expect(evolve(order, strange)).toMatchObject({ lines: order.lines, invoicedMinor: 20 });
  });

  it('tracking of no document changes nothing', () => {
    const [event] = accepted(telling('1', { courier: 'C' }), order);
    expect(event && evolve(given(placed), event)).toEqual(given(placed));
  });
});

describe('a value-only document', () => {
  it('copies no line', () => {
    const order = given(placed);
    const [event] = accepted(invoicing('1', 10), order);
    expect(event && evolve(order, event)).toMatchObject({ invoicedMinor: 10 });
    const after = event && evolve(order, event);
    expect(after?.type === 'PlacedOrder' && after.lines).toBe(order.lines);
  });
});

describe('a decision', () => {
  it('is the same answer each time nothing changes', () => {
    expect(decide(placed, given(placed))).toEqual(E.right([]));
  });
});
