import { readRecorded, type RecordedEvent } from '@facture/contract';
import type { BookedItem } from '@facture/order';
import * as E from 'fp-ts/Either';

const bookings = (items: ReadonlyArray<BookedItem>): string =>
  items
    .flatMap((item) => item.bookings)
    .map(
      ({ lineIndex, quantity, amountMinor }) =>
        `, ${String(quantity)} of line ${String(lineIndex)} at ${String(amountMinor)}`,
    )
    .join('');

/** What an event says that a run turns on, short enough for one line. */
export const summaryOf = (recorded: RecordedEvent): string => {
  const read = readRecorded(recorded);
  if (E.isLeft(read)) return `${recorded.type} ${recorded.data}`;
  const { type, data } = read.right.event;
  switch (type) {
    case 'OrderPlaced': {
      const lines = data.lines.map(
        ({ skuId, quantity, amountMinor }) =>
          `, ${String(quantity)} × ${skuId} at ${String(amountMinor)}`,
      );
      return `${type} by ${data.sellerId}: ${String(data.valueMinor)}${lines.join('')}`;
    }
    case 'InvoiceAdded':
    case 'ReturnInvoiced':
      return `${type} ${data.invoiceNumber}: ${String(data.valueMinor)}${bookings(data.items)}`;
    case 'TrackingUpdated':
      return `${type} ${data.invoiceNumber}: ${String(data.trackingNumber)}`;
  }
};
