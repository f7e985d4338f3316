import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import {
  Adjustment,
  AdjustmentKind,
  BookedItem,
  Booking,
  DocumentItem,
  DocumentType,
  InvoiceAdded,
  OrderLine,
  OrderPlaced,
  ReturnInvoiced,
  TrackingCheckpoint,
  TrackingUpdated,
} from './events';
import { item } from './testing/samples';

describe('the codecs of events', () => {
  it('are named as in the vocabulary', () => {
    expect(
      Object.entries({
        Adjustment,
        AdjustmentKind,
        BookedItem,
        Booking,
        DocumentItem,
        DocumentType,
        InvoiceAdded,
        OrderLine,
        OrderPlaced,
        ReturnInvoiced,
        TrackingCheckpoint,
        TrackingUpdated,
      }).filter(([name, codec]) => codec.name !== name),
    ).toEqual([]);
  });

  it('know the two ways of a document and the five kinds of an adjustment', () => {
    expect(['Output', 'Input', 'output', ''].map(DocumentType.is)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(Object.keys(AdjustmentKind.keys)).toEqual([
      'shipping',
      'tax',
      'discount',
      'interest',
      'other',
    ]);
  });

  it('take an item as a document names it, and nothing beside', () => {
    expect(DocumentItem.decode({ ...item('A', 1), more: 1 })).toStrictEqual(E.right(item('A', 1)));
    for (const field of Object.keys(item('A', 1)))
      expect(DocumentItem.is({ ...item('A', 1), [field]: undefined })).toBe(false);
  });
});
