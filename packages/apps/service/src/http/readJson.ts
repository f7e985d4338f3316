import { parseJson, type Json, type JsonError } from '@facture/vtex';
import * as E from 'fp-ts/Either';

const NOT_TEXT: JsonError = { type: 'MalformedJson', path: '', line: 1, column: 1 };

const textOf = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * Reads the bytes of a body as JSON in UTF-8, with or without a byte order mark.
 *
 * Gives the first `JsonError`; what is no UTF-8 is `MalformedJson`.
 */
export const readJson = (bytes: Buffer): E.Either<JsonError, Json> => {
  const text = textOf(bytes);
  return text === undefined ? E.left(NOT_TEXT) : parseJson(text);
};
