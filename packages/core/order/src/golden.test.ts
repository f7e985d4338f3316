import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { decodeEvent, encodeEvent, schemaVersions } from './eventCodec';
import type { OrderEvent } from './events';
import { initialState } from './state';
import {
  accepted,
  adjustment,
  amountOf,
  given,
  invoicing,
  item,
  line,
  placing,
  returning,
  telling,
} from './testing/samples';

// Stored events are for ever: what was written once in a version is read by every later program.

const folder = join(__dirname, 'golden');
const files = readdirSync(folder);
const bytesOf = (type: string, version: number): string =>
  readFileSync(join(folder, `${type}.v${version.toString()}.json`), 'utf8').slice(0, -1);

const placed = placing(
  [
    line('345117', 4, 65, {
      description: 'Camiseta "São Paulo" 📦',
      unitPriceMinor: amountOf(17),
      discountMinor: amountOf(3),
    }),
    line('345118', 1, 0),
  ],
  [adjustment('shipping', 505), adjustment('discount', -5)],
);
const documented = invoicing(
  'NFe/00001',
  100,
  [item('345117', 3, null, { unitPriceMinor: amountOf(17) }), item('345118', 1, 1)],
  {
    invoiceKey: '3'.repeat(44),
    invoiceUrl: 'https://example.org/?a=1&b=2',
    embeddedInvoice: '<a/>',
  },
);
const returned = returning('R #1', 40, [
  item('345117', 2, 0, { unitPriceMinor: amountOf(17), description: 'back' }),
]);
const told = telling('NFe/00001', {
  courier: 'Correios',
  trackingNumber: 'BR1',
  isDelivered: true,
  checkpoints: [{ city: 'Rio de Janeiro', state: 'RJ', description: 'Posted', date: null }],
});

const written: ReadonlyArray<OrderEvent> = [
  ...accepted(placed, initialState),
  ...accepted(documented, given(placed)),
  ...accepted(told, given(placed, documented)),
  ...accepted(returned, given(placed, documented)),
];

/** What each golden file is read as; a file of an older version is read as the present shape. */
const read: Readonly<Record<string, OrderEvent | undefined>> = Object.fromEntries(
  written.map((event) => [`${event.type}.v${schemaVersions[event.type].toString()}.json`, event]),
);

describe('golden files', () => {
  it('are there for every event in every version, and for nothing else', () => {
    const expected = Object.entries(schemaVersions).flatMap(([type, current]) =>
      Array.from({ length: current }, (_, index) => `${type}.v${(index + 1).toString()}.json`),
    );
    expect([...files].sort()).toEqual(expected.sort());
    expect(Object.keys(read).every((file) => files.includes(file))).toBe(true);
  });

  it.each(written.map((event) => [event.type, event] as const))(
    '%s is written as these bytes and read back from them',
    (type, event) => {
      const schemaVersion = schemaVersions[type];
      const data = bytesOf(type, schemaVersion);
      expect(encodeEvent(event)).toStrictEqual({ type, schemaVersion, data });
      expect(decodeEvent({ type, schemaVersion, data })).toStrictEqual(E.right(event));
    },
  );

  it.each(files)('%s is read', (file) => {
    const [type = '', version = ''] = file.replace('.json', '').split('.v');
    const schemaVersion = Number(version);
    const decoded = decodeEvent({ type, schemaVersion, data: bytesOf(type, schemaVersion) });
    expect(decoded).toStrictEqual(E.right(read[file]));
  });
});
