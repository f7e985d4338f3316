import * as t from 'io-ts';

const isRevision = (u: unknown): u is number => Number.isSafeInteger(u) && Number(u) >= 0;

/** The place of an event in the history of its order: 0, 1, 2, … */
export const Revision = new t.Type<number>(
  'Revision',
  isRevision,
  (u, context) => (isRevision(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);
