import * as RA from 'fp-ts/ReadonlyArray';
import { pipe } from 'fp-ts/function';

import { hasWrongCheckDigit } from './accessKey';
import { openList, shortened, type Section } from './fields';

/** Something that a document should not have, and that was ignored. */
export type Warning =
  /** No field of the document. Of items, `items[].weight` stands for all. */
  | { readonly type: 'UnknownField'; readonly field: string }
  /** A key of 44 digits whose last digit does not check the others. */
  | { readonly type: 'WrongCheckDigit'; readonly field: string };

const MAX_UNKNOWN_FIELDS = 50;

const itemNames = (document: Section): ReadonlyArray<string> =>
  pipe(
    openList(document, 'items'),
    RA.fromEither,
    RA.flatten,
    RA.chain(({ members }) => Array.from(members.keys())),
  );

const unknown = (
  names: Iterable<string>,
  known: ReadonlyArray<string>,
  prefix: string,
): ReadonlyArray<string> =>
  Array.from(new Set(names))
    .filter((name) => !known.includes(name))
    .map((name) => `${prefix}${shortened(name)}`);

/** Names the fields that a document and its items have beyond the known ones: at most 50. */
export const unknownFields = (
  document: Section,
  known: ReadonlyArray<string>,
  knownOfItems: ReadonlyArray<string>,
): ReadonlyArray<Warning> =>
  [
    ...unknown(document.members.keys(), known, ''),
    ...unknown(itemNames(document), knownOfItems, 'items[].'),
  ]
    .slice(0, MAX_UNKNOWN_FIELDS)
    .map((field) => ({ type: 'UnknownField', field }));

/** Warns of a key whose check digit is wrong. The key is kept as it is. */
export const keyWarnings = (invoiceKey: string | null): ReadonlyArray<Warning> =>
  invoiceKey !== null && hasWrongCheckDigit(invoiceKey)
    ? [{ type: 'WrongCheckDigit', field: 'invoiceKey' }]
    : [];
