import type { RequestError } from '@facture/vtex';

/** The longest body that is read: 1 MiB. */
export const MAX_BODY_BYTES = 1_048_576;

const OVERLOADED: RequestError = { type: 'Overloaded', retryAfterMs: 1_000 };
const MALFORMED: RequestError = { type: 'MalformedRequest' };
const INTERNAL: RequestError = { type: 'InternalError' };

const BY_CODE: ReadonlyMap<string, RequestError> = new Map<string, RequestError>([
  ['FST_ERR_CTP_BODY_TOO_LARGE', { type: 'BodyTooLarge', maximumBytes: MAX_BODY_BYTES }],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', { type: 'UnsupportedMediaType' }],
  ['FST_ERR_CTP_EMPTY_TYPE', { type: 'UnsupportedMediaType' }],
  ['FST_UNDER_PRESSURE', OVERLOADED],
]);

/** What the web framework threw, as one of our refusals. Anything unknown is ours: `InternalError`. */
export const requestRefusal = (thrown: unknown): RequestError => {
  // The framework's errors are no errors to Error.isError: they are made by a plain function.
  if (typeof thrown !== 'object' || thrown === null) return INTERNAL;
  const { code, statusCode } = thrown as { readonly code?: unknown; readonly statusCode?: unknown };
  const known = typeof code === 'string' ? BY_CODE.get(code) : undefined;
  if (known !== undefined) return known;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
    ? MALFORMED
    : INTERNAL;
};
