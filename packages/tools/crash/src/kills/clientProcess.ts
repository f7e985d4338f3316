import { factureClient } from '@facture/client';

import { openOwnTable } from './ownTable';
import { print } from './print';

/** Follows the totals that a service tells, whenever it is there, and keeps them in its own table. */
const [url = '', tableFile = ''] = process.argv.slice(2);
const { APP_KEY: appKey = '', APP_TOKEN: token = '' } = process.env;

const table = openOwnTable(tableFile);
const client = factureClient({
  url,
  appKey,
  token,
  retry: { attempts: 1, baseMs: 10, maxMs: 100 },
});

void (async () => {
  for await (const message of client.subscribe({ after: table.position() })) {
    if (message.type === 'failed' || message.type === 'quarantined')
      throw new Error(JSON.stringify(message, (_, value: unknown) => String(value)));
    if (message.type !== 'totals') continue;
    const { position, totals } = message;
    const { orderId, invoicedMinor, returnedMinor } = totals;
    table.take(position, (upsert) => {
      upsert(orderId, invoicedMinor - returnedMinor, 'replace');
    });
    print(position.toString());
  }
})();
