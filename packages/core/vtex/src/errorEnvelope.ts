import * as t from 'io-ts';

import type { Failure } from './failure';

const FailedField = t.union([
  t.strict({ field: t.string, expected: t.string, received: t.union([t.string, t.null]) }),
  t.strict({
    field: t.string,
    accepted: t.union([t.string, t.number, t.null]),
    attempted: t.union([t.string, t.number, t.null]),
  }),
]);

/** An error as the platform writes it, with the fields that it is about. */
export const ErrorEnvelope = t.readonly(
  t.strict({
    error: t.strict({ code: t.string, message: t.string, exception: t.null }),
    fields: t.readonlyArray(FailedField),
  }),
  'ErrorEnvelope',
);
export type ErrorEnvelope = t.TypeOf<typeof ErrorEnvelope>;

/** Writes a failure as the platform does. */
export const errorEnvelope = ({ code, message, fields }: Failure): ErrorEnvelope => ({
  error: { code, message, exception: null },
  fields,
});

/** A problem document (RFC 9457). The facts of the error stand beside these members. */
export const ProblemDocument = t.readonly(
  t.type({
    type: t.string,
    title: t.string,
    status: t.number,
    detail: t.string,
    code: t.string,
    fields: t.readonlyArray(FailedField),
  }),
  'ProblemDocument',
);
export type ProblemDocument = t.TypeOf<typeof ProblemDocument>;

/** Writes a code as words: `InvoiceExceedsOrder` is "Invoice exceeds order". */
const titleOf = (code: string): string =>
  code.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Writes a failure as `application/problem+json`. */
export const problemDocument = ({
  status,
  code,
  message,
  fields,
  facts,
}: Failure): ProblemDocument & Readonly<Record<string, unknown>> => ({
  ...facts,
  type: `urn:facture:error:${code}`,
  title: titleOf(code),
  status,
  detail: message,
  code,
  fields,
});
