import { describe, it } from '@jest/globals';
import * as fc from 'fast-check';

import { anyAmount, anyQuantity } from './arbitraries';
import type { DocumentType } from './events';
import { evolve } from './order';
import { compare, distance, HALF, ONE, rational } from './testing/exactRationals';
import { expectSame } from './testing/expectSame';
import { placedIn } from './testing/moments';
import { accepted, adjustment, given, invoicing, item, line, placing } from './testing/samples';

const numRuns = 1000;

// Every document here is of one minor unit: the order has a few to spare beside its line.
const SPARE = 100;
const MOST = Number.MAX_SAFE_INTEGER - SPARE;

/** One line of an amount, and the quantities in which documents take its units. */
interface Chunked {
  readonly total: number;
  readonly whole: number;
  readonly quantities: ReadonlyArray<number>;
}

const anyChunked = (): fc.Arbitrary<Chunked> =>
  fc
    .record({
      total: fc.oneof(
        fc.nat(200),
        anyAmount().map((amount) => Math.min(amount, MOST)),
      ),
      whole: anyQuantity(),
      perMille: fc.array(fc.nat(1000), { maxLength: 6 }),
    })
    .map(({ total, whole, perMille }) => {
      const cuts = [...perMille.map((part) => Math.floor((part * whole) / 1000)), whole];
      const places = [...new Set([0, ...cuts])].sort((a, b) => a - b);
      const quantities = places.slice(1).map((place, index) => place - (places[index] ?? 0));
      return { total, whole, quantities };
    });

/** What the documents of one type book, one after the other, by deciding each of them. */
const partsOf = (
  { total, whole, quantities }: Chunked,
  documentType: DocumentType,
): ReadonlyArray<bigint> => {
  const placed = placing([line('A', whole, total)], [adjustment('other', SPARE)]);
  const sold = invoicing('all', total + SPARE, [item('A', whole)]);
  let order = documentType === 'Output' ? given(placed) : given(placed, sold);
  return quantities.map((quantity, index) => {
    const document = {
      ...invoicing(`n${index.toString()}`, 1, [item('A', quantity)]),
      documentType,
    };
    const events = accepted(document, order);
    order = placedIn(events.reduce(evolve, order));
    const documents = events.flatMap((event) =>
      event.type === 'InvoiceAdded' || event.type === 'ReturnInvoiced' ? [event.data] : [],
    );
    return documents
      .flatMap(({ items }) => items.flatMap(({ bookings }) => bookings))
      .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  });
};
const sum = (parts: ReadonlyArray<bigint>): bigint => parts.reduce((a, b) => a + b, 0n);

const eitherWay = (
  check: (chunked: Chunked, parts: ReadonlyArray<bigint>, documentType: DocumentType) => void,
): void => {
  fc.assert(
    fc.property(anyChunked(), fc.constantFrom('Output', 'Input'), (chunked, documentType) => {
      check(chunked, partsOf(chunked, documentType), documentType);
    }),
    { numRuns },
  );
};

/** The exact share of some units of a line. */
const shareOf = ({ total, whole }: Chunked, units: number) =>
  rational(BigInt(total) * BigInt(units), whole);

describe('the documents of a line', () => {
  it('property 1: the sum of all parts of a fully invoiced line equals the line total exactly', () => {
    eitherWay((chunked, parts) => {
      expectSame(sum(parts), BigInt(chunked.total));
    });
  });

  it('property 2: after every partial invoice, each rounded component is within half a unit of its exact share', () => {
    eitherWay((chunked, parts) => {
      let units = 0;
      chunked.quantities.forEach((quantity, index) => {
        units += quantity;
        const error = distance(rational(sum(parts.slice(0, index + 1))), shareOf(chunked, units));
        expectSame(compare(error, HALF) <= 0, true);
      });
    });
  });

  it('property 3: no part of a non-negative component is ever negative', () => {
    eitherWay((_, parts) => {
      expectSame(
        parts.filter((part) => part < 0n),
        [],
      );
    });
  });

  it('property 4: every part is less than one unit from its own exact share', () => {
    eitherWay((chunked, parts) => {
      chunked.quantities.forEach((quantity, index) => {
        const error = distance(rational(parts[index] ?? 0n), shareOf(chunked, quantity));
        expectSame(compare(error, ONE) < 0, true);
      });
    });
  });

  it('property 5: any order and any chunking of the same quantities reaches the same booked amount', () => {
    const anyTwo = anyChunked().chain((chunked) =>
      fc.tuple(
        fc.constant(chunked),
        fc.shuffledSubarray([...chunked.quantities], { minLength: chunked.quantities.length }),
        fc.nat(chunked.quantities.length),
      ),
    );
    fc.assert(
      fc.property(anyTwo, ([chunked, shuffled, cut]) => {
        const [before, after] = [shuffled.slice(0, cut), shuffled.slice(cut)];
        const units = before.reduce((all, quantity) => all + quantity, 0);
        const booked = sum(partsOf({ ...chunked, quantities: shuffled }, 'Output').slice(0, cut));
        const atOnce = units === 0 ? [] : [units];
        const inOne = partsOf({ ...chunked, quantities: [...atOnce, ...after] }, 'Output');
        expectSame(booked, sum(inOne.slice(0, atOnce.length)));
        expectSame(sum(partsOf({ ...chunked, quantities: shuffled }, 'Output')), sum(inOne));
      }),
      { numRuns },
    );
  });
});
