import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

import { anyHistory } from './arbitraries';
import {
  currentVersion,
  decodeData,
  decodeEvent,
  encodeEvent,
  schemaVersions,
  type EventSchema,
} from './eventCodec';
import type { OrderEvent } from './events';
import { initialState } from './state';
import { changed, pathsIn } from './testing/anyChange';
import { expectSame } from './testing/expectSame';
import {
  accepted,
  adjustment,
  given,
  invoicing,
  item,
  line,
  placing,
  returning,
  telling,
} from './testing/samples';

const numRuns = 1000;

const placed = placing([line('A', 2, 20)], [adjustment('shipping', 5)]);
const documented = invoicing('1', 10, [item('A', 1)]);
const order = given(placed, documented);
const events: ReadonlyArray<OrderEvent> = [
  ...accepted(placed, initialState),
  ...accepted(documented, given(placed)),
  ...accepted(
    telling('1', { checkpoints: [{ city: 'Rio', state: '', description: '', date: null }] }),
    order,
  ),
  ...accepted(returning('R', 10, [item('A', 1, 0)]), order),
];

describe('a stored event', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(anyHistory(), (history) => {
        for (const event of history) {
          const stored = encodeEvent(event);
          const read = decodeEvent(stored);
          expectSame(read, E.right(event));
          expectSame(E.map(encodeEvent)(read), E.right(stored));
        }
      }),
      { numRuns },
    );
  });

  it('is well-formed text, whatever the texts in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, halved) => {
        const description = halved ? `${text}\ud83d` : text;
        const [event] = accepted(placing([line('A', 1, 1, { description })]), initialState);
        const stored = event && encodeEvent(event);
        expect(stored?.data.isWellFormed()).toBe(true);
        expect(stored && decodeEvent(stored)).toStrictEqual(E.right(event));
      }),
      { numRuns },
    );
  });

  it('is written in the version that is current', () => {
    expect(schemaVersions).toEqual({
      OrderPlaced: 1,
      InvoiceAdded: 1,
      TrackingUpdated: 1,
      ReturnInvoiced: 1,
    });
    expect(events.map((event) => encodeEvent(event).schemaVersion)).toEqual([1, 1, 1, 1]);
  });

  it('of a type that nobody knows is unreadable', () => {
    expect(decodeEvent({ type: 'OrderCanceled', schemaVersion: 3, data: '{}' })).toStrictEqual(
      E.left({
        type: 'UnreadableEvent',
        eventType: 'OrderCanceled',
        schemaVersion: 3,
        reason: 'event type is not known',
      }),
    );
    expect(E.isLeft(decodeEvent({ type: 'toString', schemaVersion: 1, data: '{}' }))).toBe(true);
  });
});

describe.each(events.map((event) => [event.type, event] as const))('a stored %s', (type, event) => {
  const stored = encodeEvent(event);
  const unreadable = (reason: unknown, schemaVersion = 1) =>
    E.left({ type: 'UnreadableEvent', eventType: type, schemaVersion, reason });

  it.each([0, 2, 1.5, -1, NaN, Infinity])('of version %d is unreadable', (schemaVersion) => {
    expect(decodeEvent({ ...stored, schemaVersion })).toStrictEqual(
      unreadable('schema version is not 1 to 1', schemaVersion),
    );
  });

  it.each(['', '{', 'undefined', '{"a":1}}', "{'a':1}", '\ufeff{}'])(
    'with data %p is unreadable',
    (data) => {
      expect(decodeEvent({ ...stored, data })).toStrictEqual(unreadable('data is not JSON'));
    },
  );

  it.each(['null', '1', '"text"', '[]', '{}'])('with data %s is unreadable', (data) => {
    expect(decodeEvent({ ...stored, data })).toMatchObject(unreadable(expect.any(String)));
  });

  it.each(Object.keys(event.data))('without %s is unreadable, and the reason names it', (field) => {
    const data = JSON.stringify({ ...event.data, [field]: undefined });
    const read = decodeEvent({ ...stored, data });
    expect(read).toMatchObject(unreadable(expect.stringContaining(`/${field}`)));
  });

  it.each(Object.keys(event.data))('with a strange %s is unreadable, named too', (field) => {
    const data = JSON.stringify({ ...event.data, [field]: { strange: 1.5 } });
    expect(decodeEvent({ ...stored, data })).toMatchObject(
      unreadable(expect.stringContaining(`/${field}`)),
    );
  });

  it('spoiled in one place is unreadable, whatever place it is', () => {
    for (const path of pathsIn(event.data)) {
      const data = JSON.stringify(changed(event.data, path, () => ({ strange: 1.5 })));
      expect(decodeEvent({ ...stored, data })).toMatchObject(
        unreadable(expect.stringContaining(`/${path[0] ?? ''}`)),
      );
    }
  });
});

describe('amounts and names in stored data', () => {
  const [event] = events;
  const stored = event && encodeEvent(event);
  const readWith = (from: string, to: string) =>
    stored && decodeEvent({ ...stored, data: stored.data.replace(from, to) });

  it.each([
    ['"valueMinor":25', '"valueMinor":25.5', '/valueMinor'],
    ['"valueMinor":25', '"valueMinor":9007199254740993', '/valueMinor'],
    ['"valueMinor":25', '"valueMinor":-0', '/valueMinor'],
    ['"valueMinor":25', '"valueMinor":"25"', '/valueMinor'],
    ['"quantity":2', '"quantity":0', '/lines'],
    ['"kind":"shipping"', '"kind":"gift"', '/adjustments'],
    ['"currency":"BRL"', '"currency":"brl"', '/currency'],
    ['.461Z', 'Z', '/occurredAt'],
    ['527b1ae2', '527B1AE2', '/receipt'],
  ])('%s as %s are refused, never approximated', (from, to, place) => {
    expect(readWith(from, to)).toMatchObject(E.left({ reason: expect.stringContaining(place) }));
  });

  it('tell every mistake', () => {
    const reason = readWith('"currency":"BRL","valueMinor":25', '"currency":1,"valueMinor":"x"');
    expect(reason).toMatchObject(
      E.left({
        reason: expect.stringMatching(/\/currency.*; .*\/valueMinor/),
      }),
    );
  });
});

describe('upcasting', () => {
  // A third version of a made-up event: 1 had only a name, 2 split it, 3 counts.
  const Named = t.strict({ first: t.string, last: t.string, count: t.number }, 'Named');
  const record = (data: unknown): Record<string, unknown> =>
    typeof data === 'object' && data !== null ? { ...data } : {};
  const schema: EventSchema<t.TypeOf<typeof Named>> = {
    codec: Named,
    upcasters: [
      (data) => {
        const [first, last] = String(record(data)['name']).split(' ');
        return { first, last };
      },
      (data) => ({ ...record(data), count: 1 }),
    ],
  };
  const read = (schemaVersion: number, data: unknown) =>
    decodeData(schema)({ type: 'Named', schemaVersion, data: JSON.stringify(data) });

  it('makes the current version one more than there are upcasters', () => {
    expect(currentVersion(schema)).toBe(3);
    expect(currentVersion({ codec: Named, upcasters: [] })).toBe(1);
  });

  it('reads every version as the present shape', () => {
    const present = E.right({ first: 'Ada', last: 'Lovelace', count: 1 });
    expect(read(1, { name: 'Ada Lovelace' })).toStrictEqual(present);
    expect(read(2, { first: 'Ada', last: 'Lovelace' })).toStrictEqual(present);
    expect(read(3, { first: 'Ada', last: 'Lovelace', count: 1 })).toStrictEqual(present);
  });

  it('takes a version only as what it says it is', () => {
    expect(read(3, { name: 'Ada Lovelace' })).toMatchObject(E.left({ schemaVersion: 3 }));
    expect(read(1, { name: 'Ada' })).toMatchObject(
      E.left({ reason: expect.stringContaining('/last') }),
    );
  });

  it.each([0, 4, 1.5])('refuses version %d', (version) => {
    expect(read(version, { name: 'Ada Lovelace' })).toStrictEqual(
      E.left({
        type: 'UnreadableEvent',
        eventType: 'Named',
        schemaVersion: version,
        reason: 'schema version is not 1 to 3',
      }),
    );
  });
});

describe('data that is valid already', () => {
  const stored = { type: 'Trimmed', schemaVersion: 1, data: '" a "' };
  const schema = (decode: t.Validate<unknown, string>): EventSchema<string> => ({
    codec: new t.Type<string, string, unknown>(
      'Trimmed',
      (u): u is string => u === 'a',
      decode,
      String,
    ),
    upcasters: [],
  });

  it('is taken as it is', () => {
    const refusing = schema((u, context) => t.failure(u, context));
    expect(decodeData(refusing)({ ...stored, data: '"a"' })).toStrictEqual(E.right('a'));
    expect(E.isLeft(decodeData(refusing)(stored))).toBe(true);
  });

  it('is decoded where it is not', () => {
    const trimming = schema((u) => t.success(String(u).trim()));
    expect(decodeData(trimming)(stored)).toStrictEqual(E.right('a'));
  });
});
