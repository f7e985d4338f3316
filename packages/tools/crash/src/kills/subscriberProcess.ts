import { ORDER_STREAM_PREFIX } from '@facture/contract';
import { openSqliteStore } from '@facture/sqlite';

import { opened } from '../opened';
import { openOwnTable } from './ownTable';
import { print } from './print';

/** Follows the events of a store, and adds each to a table of its own. */
const [file = '', tableFile = ''] = process.argv.slice(2);

const store = opened(openSqliteStore({ file, now: () => new Date(), readOnly: true }));
const table = openOwnTable(tableFile);

interface Facts {
  readonly orderId: string;
  readonly valueMinor: number;
}

const SIGNS: Readonly<Record<string, number>> = { InvoiceAdded: 1, ReturnInvoiced: -1 };

void (async () => {
  const after = table.position();
  for await (const message of store.subscribe({ after, prefix: ORDER_STREAM_PREFIX })) {
    if (message.type === 'caught-up') continue;
    const { position, type, data } = message.event;
    const { orderId, valueMinor } = JSON.parse(data) as Facts;
    table.take(position, (upsert) => {
      const sign = SIGNS[type] ?? 0;
      upsert(orderId, sign === 0 ? 0 : sign * valueMinor, 'add');
    });
    print(position.toString());
  }
})();
