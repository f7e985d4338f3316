import type { FieldDifference } from '@facture/order';

import { expectations } from './expectations';
import { shortened } from './fields';
import { notificationField, orderField } from './platformFields';
import { errorCodes, type ErrorCode, type Refusal } from './refusal';
import { outOfRangeField, refusalMessage } from './refusalMessage';

/** A field that is not as it must be, or differs from what was accepted before. */
export type FailedField =
  | { readonly field: string; readonly expected: string; readonly received: string | null }
  | FieldDifference;

/** A refusal as it leaves the house. */
export interface Failure {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  /** By the platform's names; at most 100. */
  readonly fields: ReadonlyArray<FailedField>;
  /** What the refusal knows, as JSON: ids, amounts, what is left. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** When to send the same again; null when that does not help. */
  readonly retryAfterMs: number | null;
}

const MAX_FIELDS = 100;
const MAX_KNOWN = 100;

const shortValue = (value: FieldDifference['accepted']): FieldDifference['accepted'] =>
  typeof value === 'string' ? shortened(value) : value;

const differing = (
  differences: ReadonlyArray<FieldDifference>,
  nameOf: (path: string) => string,
): ReadonlyArray<FailedField> =>
  differences.slice(0, MAX_FIELDS).map(({ field, accepted, attempted }) => ({
    field: nameOf(field),
    accepted: shortValue(accepted),
    attempted: shortValue(attempted),
  }));

/** The first of them: the others are not even named. */
const fieldsOf = (refusal: Refusal): ReadonlyArray<FailedField> => {
  if (refusal.type === 'InvalidDocument')
    return refusal.problems.slice(0, MAX_FIELDS).map(({ field, expected, received }) => ({
      field,
      expected: expectations[expected],
      received,
    }));
  if (refusal.type === 'OrderAlreadyPlaced') return differing(refusal.differences, orderField);
  if (refusal.type === 'InvoiceNumberAlreadyUsed')
    return differing(refusal.differences, notificationField);
  return [];
};

/** What is told as fields, is for operators only, or is a matter of HTTP. */
const NO_FACTS: ReadonlySet<string> = new Set([
  'type',
  'problems',
  'differences',
  'reason',
  'retryAfterMs',
]);

const factsOf = (refusal: Refusal): Readonly<Record<string, unknown>> => {
  const facts = Object.entries<unknown>({
    ...refusal,
    ...(refusal.type === 'AmountOutOfRange' ? { field: outOfRangeField(refusal) } : {}),
    ...(refusal.type === 'UnknownItem' ? { known: refusal.known.slice(0, MAX_KNOWN) } : {}),
    ...('position' in refusal ? { position: refusal.position.toString() } : {}),
  });
  return Object.fromEntries(facts.filter(([name]) => !NO_FACTS.has(name)));
};

const SOON_MS = 1_000;

const SOON: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'Conflict',
  'StoreUnavailable',
  'NotCaughtUp',
  'LogUnavailable',
  'OutcomeUnknown',
]);

const retryAfterMs = (refusal: Refusal): number | null => {
  if (refusal.type === 'TooManyRequests' || refusal.type === 'Overloaded')
    return refusal.retryAfterMs;
  return SOON.has(refusal.type) ? SOON_MS : null;
};

/** Tells a refusal to a client: status, stable code, message, and the facts behind it. */
export const failureOf = (refusal: Refusal): Failure => ({
  status: errorCodes[refusal.type].status,
  code: refusal.type,
  message: refusalMessage(refusal),
  fields: fieldsOf(refusal),
  facts: factsOf(refusal),
  retryAfterMs: retryAfterMs(refusal),
});
