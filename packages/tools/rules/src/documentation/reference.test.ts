import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Adjustment,
  BookedItem,
  Booking,
  InvoiceAdded,
  OrderLine,
  OrderPlaced,
  ReturnInvoiced,
  schemaVersions,
  TrackingCheckpoint,
  TrackingUpdated,
} from '@facture/order';
import { credentialVariables, flagsOnly, options } from '@facture/service';
import { errorCodes } from '@facture/vtex';
import { describe, expect, it } from '@jest/globals';
import { firstColumn, tableUnder } from './tables.ts';

const page = (name: string): string =>
  readFileSync(resolve(__dirname, '../../../../../docs/reference', name), 'utf8');

describe('the reference of events', () => {
  const markdown = page('events.md');
  const events = { OrderPlaced, InvoiceAdded, ReturnInvoiced, TrackingUpdated };
  const parts = {
    Line: OrderLine,
    Adjustment,
    'Booked item': BookedItem,
    Booking,
    Checkpoint: TrackingCheckpoint,
  };
  const sections = [
    ...Object.entries(events).map(
      ([type, codec]) =>
        [`${type}, version ${schemaVersions[type as keyof typeof events]}`, codec] as const,
    ),
    ...Object.entries(parts),
  ];

  it('has every event', () => {
    expect(Object.keys(events).sort()).toEqual(Object.keys(schemaVersions).sort());
    const headings = [...markdown.matchAll(/^## (\w+), version/gm)].map(([, type]) => type);
    expect(headings.sort()).toEqual(Object.keys(schemaVersions).sort());
  });

  it.each(sections)('has the fields of %s in their order', (heading, codec) => {
    expect(firstColumn(markdown, heading)).toEqual(Object.keys(codec.type.type.props));
  });
});

describe('the reference of errors', () => {
  it('has every code with its status and meaning', () => {
    const codes = Object.entries(errorCodes).map(([code, { status, meaning }]) => [
      code,
      status.toString(),
      meaning,
    ]);
    expect(tableUnder(page('errors.md'), 'Codes')).toEqual(codes);
  });
});

describe('the reference of settings', () => {
  it('has every flag with its variable, default and purpose', () => {
    const flags = options.map(({ long, envVar, defaultValue, negate, description }) => [
      long,
      envVar,
      negate ? '' : String(defaultValue),
      description,
    ]);
    expect(tableUnder(page('settings.md'), 'Flags')).toEqual(flags);
  });

  it('has every flag that is no variable', () => {
    const flags = flagsOnly.map(({ long, description }) => [long, description]);
    expect(tableUnder(page('settings.md'), 'Flags only')).toEqual(flags);
  });

  it('has every variable that is no flag', () => {
    expect(firstColumn(page('settings.md'), 'Environment only')).toEqual([...credentialVariables]);
  });
});
