import { InvoiceAdded, OrderPlaced, ReturnInvoiced, TrackingUpdated } from '@facture/order';
import { BundleRecord } from '@facture/proofs';

import type { Guarded } from './guardSource';

const from = (module: string, names: ReadonlyArray<string>): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, module]));

const order = {
  ...from('./events', ['OrderPlaced', 'InvoiceAdded', 'ReturnInvoiced', 'TrackingUpdated']),
  ...from('./events', ['OrderLine', 'Adjustment', 'BookedItem', 'Booking', 'TrackingCheckpoint']),
  ...from('./ids', ['InvoiceNumber', 'LineIndex', 'OrderId', 'Receipt', 'SellerId', 'SkuId']),
  ...from('./ids', ['Timestamp']),
  ...from('./money', ['AmountMinor', 'Currency']),
  ...from('./quantity', ['Quantity', 'Units']),
};

/** The files that guards are written into, and what for. */
export const guardFiles: Readonly<Record<string, Guarded>> = {
  'packages/core/order/src/eventGuards.ts': {
    codecs: { OrderPlaced, InvoiceAdded, ReturnInvoiced, TrackingUpdated },
    modules: order,
  },
  'packages/core/proofs/src/bundleGuards.ts': {
    codecs: { BundleRecord },
    modules: {
      ...from('./bundleRecord', ['BundleRecord', 'BundleEvent', 'BundleTotals']),
      ...from('./bundleRecord', ['BundleCheckpoint', 'BundleHeader']),
      HashText: './hashText',
      WholeNumber: './wholeNumber',
    },
  },
};
