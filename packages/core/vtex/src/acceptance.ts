import * as t from 'io-ts';
import { OrderId, Receipt, type OrderPlaced } from '@facture/order';

import { withOffset } from './dates';

/** The answer to whatever was accepted. `date` has an explicit offset. */
export const Acceptance = t.readonly(
  t.strict({ date: t.string, orderId: OrderId, receipt: Receipt }),
  'Acceptance',
);
export type Acceptance = t.TypeOf<typeof Acceptance>;

/**
 * Confirms what was accepted, as it was first accepted: an order, an invoice or a return. What is
 * told of a package is confirmed with the date and the receipt of its invoice.
 */
export const acceptance = ({
  orderId,
  receipt,
  occurredAt,
}: Pick<OrderPlaced, 'orderId' | 'receipt' | 'occurredAt'>): Acceptance => ({
  date: withOffset(occurredAt),
  orderId,
  receipt,
});
