// Written by `pnpm generate` from the codecs that it names. Do not edit.

import type {
  BundleCheckpoint,
  BundleEvent,
  BundleHeader,
  BundleRecord,
  BundleTotals,
} from './bundleRecord';
import { HashText } from './hashText';
import { WholeNumber } from './wholeNumber';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (u: unknown): u is Fields =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

const isBundleEvent = (u: unknown): u is BundleEvent =>
  isFields(u) &&
  u['kind'] === 'event' &&
  WholeNumber.is(u['logIndex']) &&
  HashText.is(u['leafHash']) &&
  typeof u['stream'] === 'string' &&
  WholeNumber.is(u['revision']) &&
  typeof u['id'] === 'string' &&
  typeof u['type'] === 'string' &&
  WholeNumber.is(u['schemaVersion']) &&
  typeof u['recordedAt'] === 'string' &&
  typeof u['data'] === 'string' &&
  typeof u['metadata'] === 'string';

const isBundleTotals = (u: unknown): u is BundleTotals =>
  isFields(u) && u['kind'] === 'totals' && typeof u['stream'] === 'string' && isFields(u['totals']);

const isBundleCheckpoint = (u: unknown): u is BundleCheckpoint =>
  isFields(u) &&
  u['kind'] === 'checkpoint' &&
  typeof u['note'] === 'string' &&
  Array.isArray(u['consistency']) &&
  u['consistency'].every((one) => HashText.is(one));

const isBundleHeader = (u: unknown): u is BundleHeader =>
  isFields(u) &&
  u['kind'] === 'bundle' &&
  u['version'] === 1 &&
  typeof u['origin'] === 'string' &&
  WholeNumber.is(u['size']);

/** Tells what `BundleRecord.is` tells of a JSON value, sooner. */
export const isBundleRecord = (u: unknown): u is BundleRecord =>
  isBundleEvent(u) || isBundleTotals(u) || isBundleCheckpoint(u) || isBundleHeader(u);
