import { startStandin, type Standin } from '@facture/standin';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { FactureClient } from './client';
import { ok, orderOf, saleOf } from './testing/documents';
import { startRealService, type RealService } from './testing/realService';

// 20 are shown, one is lost, two are written while the server is away.
const SALES = 23;

describe('two services on one server', () => {
  let standin: Standin;
  let services: ReadonlyArray<RealService> = [];
  let one: FactureClient;
  let other: FactureClient;
  beforeAll(async () => {
    standin = await startStandin();
    const args = ['--store', standin.connectionString];
    services = await Promise.all([startRealService({ args }), startRealService({ args })]);
    const [first, second] = services as [RealService, RealService];
    one = first.client({ retry: { attempts: 20 } });
    other = second.client({ retry: { attempts: 20 } });
    ok(await one.place(orderOf('o-1')));
  });
  afterAll(async () => {
    for (const { remove } of services) await remove();
    await standin.stop();
  });

  const invoicesIn = async (): Promise<ReadonlyArray<string>> =>
    ok(await other.history('o-1')).events.flatMap(({ readable }) =>
      readable.type === 'InvoiceAdded' ? [readable.parameters.invoiceNumber] : [],
    );

  it('show through the one what was written through the other', async () => {
    for (let sale = 0; sale < 20; sale += 1) {
      const { position } = ok(await one.notify('o-1', saleOf(`N-${sale}`)));
      const totals = ok(await other.totals('o-1', { notBefore: position }));
      expect(totals.invoicedMinor).toBe(100 * (sale + 1));
      const found = await other.orders({ invoiceNumber: `N-${sale}`, notBefore: position });
      expect(ok(found).orders).toHaveLength(1);
    }
  });

  it('give one receipt when the answer of the server is lost', async () => {
    standin.faults.order(
      { type: 'lose-answer', as: 'disconnect' },
      { operation: 'append', times: 3 },
    );
    const { receipt } = ok(await one.notify('o-1', saleOf('N-lost')));
    expect(ok(await other.notify('o-1', saleOf('N-lost'))).receipt).toBe(receipt);
    expect((await invoicesIn()).filter((number) => number === 'N-lost')).toHaveLength(1);
  });

  it('tell a subscriber everything, through a server that is away in between', async () => {
    const told: Array<number> = [];
    let writing: Promise<unknown> | undefined;
    const write = async () => {
      await Promise.all([standin.awayFor(500), one.notify('o-1', saleOf('N-away-1')).then(ok)]);
      ok(await one.notify('o-1', saleOf('N-away-2')));
    };
    for await (const message of other.subscribe({ order: 'o-1' })) {
      if (message.type === 'totals') told.push(message.totals.revision);
      if (message.type === 'caught-up') writing ??= write();
      if (message.type === 'totals' && message.totals.invoicedMinor === 100 * SALES) break;
    }
    await writing;
    expect(told).toEqual(Array.from({ length: SALES + 1 }, (_, revision) => revision));
    expect(new Set(await invoicesIn()).size).toBe(SALES);
  });
});
