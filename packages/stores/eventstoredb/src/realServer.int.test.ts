import { describeConformance, eventStoreConformance } from '@facture/contract/conformance';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { withoutPassword } from './connectionString';
import { all, anEvent } from './testing/faultBench';
import { closeAll, harnessOf, openStore } from './testing/stores';

const { EVENTSTOREDB_URL: url, EVENTSTOREDB_MAX_APPEND_BYTES: limit } = process.env;

// What a server allows unless its `MaxAppendSize` says otherwise.
const maxAppendBytes = Number(limit ?? 2 ** 20);

/** The suite's largest event takes more than a server allows by default. */
const isTooLarge = ({ name }: { readonly name: string }): boolean =>
  maxAppendBytes <= 2 ** 20 && name === 'an event of one mebibyte is kept exactly';

jest.setTimeout(300_000);
afterAll(closeAll);

if (url === undefined) {
  describe('a store on a real EventStoreDB', () => {
    console.log('skipped: EVENTSTOREDB_URL names no server, e.g. esdb://127.0.0.1:2113?tls=false');
    it.skip('conforms, on the server that EVENTSTOREDB_URL names', () => undefined);
  });
} else {
  const open = (streamPrefix: string) =>
    openStore({ connectionString: url, streamPrefix, maxAppendBytes });
  const harness = harnessOf(() => Promise.resolve(`t${randomUUID()}.`), open);

  describe(`a store on ${withoutPassword(url)}`, () => {
    if (eventStoreConformance.some(isTooLarge))
      console.log(
        'an event of one mebibyte: skipped, as the server takes 1 MiB for a whole append',
      );

    it('refuses the same ids with other bytes to another process', async () => {
      const store = await harness.open();
      const other = await harness.openSecond(store);
      const event = anEvent();
      await store.append('order-1', 'no-stream', [event])();
      expect(await other.append('order-1', 'no-stream', [{ ...event, data: '{}' }])()).toEqual({
        type: 'EventIdReused',
        id: event.id,
      });
      expect(await all(store.read('order-1'))).toHaveLength(1);
    });
  });

  describeConformance(
    { describe, it },
    'a store on a real EventStoreDB',
    eventStoreConformance.filter((one) => !isTooLarge(one)),
    harness,
  );
}
