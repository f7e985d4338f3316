import * as t from 'io-ts';

const isWholeNumber = (input: unknown): input is number =>
  Number.isSafeInteger(input) && Number(input) >= 0;

/** A number that counts: a safe integer from 0 on. */
export const WholeNumber = new t.Type<number>(
  'WholeNumber',
  isWholeNumber,
  (input, context) => (isWholeNumber(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);
