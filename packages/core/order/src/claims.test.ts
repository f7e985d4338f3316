import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { anyHistory, anyInvoiceNumber, anySellerId } from './arbitraries';
import { claimsOf, invoiceNumberClaim } from './claims';
import { decide, replay } from './order';
import { eventsOf } from './testing/moments';
import {
  given,
  invoiceNumberOf,
  invoicing,
  line,
  placing,
  returning,
  sellerIdOf,
  tracking,
} from './testing/samples';
import { initialState } from './state';

const numRuns = 1000;

describe('the claim of an invoice number', () => {
  const claim = (scope: 'seller' | 'order' | 'account', number = 'A/1', seller = 'lux') =>
    invoiceNumberClaim(scope, sellerIdOf(seller), invoiceNumberOf(number));

  it('is per seller, for the whole account, or none within one order', () => {
    expect(claim('seller')).toBe('["invoice-number","lux","A/1"]');
    expect(claim('account')).toBe('["invoice-number","A/1"]');
    expect(claim('order')).toBeUndefined();
  });

  it('of a seller is the same for two documents if and only if seller and number are', () => {
    const anyPair = fc.tuple(anySellerId(), anyInvoiceNumber());
    fc.assert(
      fc.property(anyPair, anyPair, ([seller, number], [otherSeller, otherNumber]) => {
        const same = invoiceNumberClaim('seller', seller, number);
        const other = invoiceNumberClaim('seller', otherSeller, otherNumber);
        expect(same === other).toBe(seller === otherSeller && number === otherNumber);
        expect(invoiceNumberClaim('account', seller, number)).toBe(
          invoiceNumberClaim('account', otherSeller, number),
        );
      }),
      { numRuns },
    );
  });
});

describe('the claims of events', () => {
  const placed = placing([line('A', 1, 10)]);
  const documented = invoicing('1', 10, [], { tracking: tracking({ courier: 'C' }) });

  it('are the numbers of the documents among them', () => {
    const order = given(placed);
    const invoiced = given(placed, documented);
    expect(claimsOf('seller')(eventsOf(decide(placed, initialState)))).toEqual([]);
    expect(claimsOf('seller')(eventsOf(decide(documented, order)))).toEqual([
      '["invoice-number","lux","1"]',
    ]);
    expect(claimsOf('account')(eventsOf(decide(returning('R', 1), invoiced)))).toEqual([
      '["invoice-number","R"]',
    ]);
    expect(claimsOf('order')(eventsOf(decide(documented, order)))).toStrictEqual([]);
  });

  it('are one for each document, and none twice in one history', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        const state = replay(events);
        const claims = claimsOf('seller')(events);
        const documents = state.type === 'NoOrder' ? 0 : state.documents.size;
        expect(claims).toHaveLength(documents);
        expect(new Set(claims).size).toBe(documents);
      }),
      { numRuns },
    );
  });
});
