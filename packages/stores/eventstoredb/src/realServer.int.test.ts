import { describeConformance, eventStoreConformance } from '@facture/contract/conformance';
import { afterAll, describe, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { withoutPassword } from './connectionString';
import { longOutage } from './testing/gateCases';
import { gateRefusal, withBench } from './testing/serverBench';
import { serverCases } from './testing/serverCases';
import { closeAll, harnessOf, openStore } from './testing/stores';

const { EVENTSTOREDB_URL: url, EVENTSTOREDB_MAX_APPEND_BYTES: limit } = process.env;

// What a server allows unless its `MaxAppendSize` says otherwise.
const maxAppendBytes = Number(limit ?? 2 ** 20);

// Each looks through the whole log of the server for the events of its space.
const EARLY_READINGS = 100;

/** Why the suite's largest event is not tried, as it takes more than a server allows by default. */
const sizeRefusal = ({ name }: { readonly name: string }): string | undefined =>
  maxAppendBytes <= 2 ** 20 && name === 'an event of one mebibyte is kept exactly'
    ? 'the server takes 1 MiB for a whole append; EVENTSTOREDB_MAX_APPEND_BYTES says otherwise'
    : undefined;

jest.setTimeout(300_000);
afterAll(closeAll);

if (url === undefined) {
  describe('a store on a real EventStoreDB', () => {
    console.log('skipped: EVENTSTOREDB_URL names no server, e.g. esdb://127.0.0.1:2113?tls=false');
    it.skip('conforms, on the server that EVENTSTOREDB_URL names', () => undefined);
  });
} else {
  const server = { connectionString: url, maxAppendBytes };
  const noGate = gateRefusal(server);

  describeConformance(
    { describe, it },
    'a store on a real EventStoreDB',
    eventStoreConformance.filter((one) => {
      const why = sizeRefusal(one);
      if (why !== undefined) console.log(`skipped: ${one.name}: ${why}`);
      return why === undefined;
    }),
    harnessOf(
      () => Promise.resolve(`t${randomUUID()}.`),
      (streamPrefix) => openStore({ ...server, streamPrefix }),
      EARLY_READINGS,
    ),
  );

  describe(`a store on ${withoutPassword(url)}`, () => {
    if (noGate !== undefined)
      console.log(`skipped: connections that fail cannot be tried, as ${noGate}`);
    for (const { name, needsGate, run } of [...serverCases, longOutage]) {
      const test = needsGate === true && noGate !== undefined ? it.skip : it;
      test(name, () => withBench(server, run));
    }
  });
}
