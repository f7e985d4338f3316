import * as t from 'io-ts';

/** 32 bytes in base64: 42 digits, one of which two bits are 0, and padding. */
const isHashText = (input: unknown): input is string =>
  typeof input === 'string' && /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(input);

/** A hash as a bundle writes it. */
export const HashText = new t.Type<string>(
  'HashText',
  isHashText,
  (input, context) => (isHashText(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);
