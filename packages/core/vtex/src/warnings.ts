import { hasWrongCheckDigit } from './accessKey';
import { shortened, type Section } from './fields';
import type { JsonMembers } from './json';

/** Something that a document should not have, and that was ignored. */
export type Warning =
  /** No field of the document. Of items, `items[].weight` stands for all. */
  | { readonly type: 'UnknownField'; readonly field: string }
  /** A key of 44 digits whose last digit does not check the others. */
  | { readonly type: 'WrongCheckDigit'; readonly field: string };

const MAX_UNKNOWN_FIELDS = 50;

/** The names that no list of them knows, each once, in the order written. */
const unknown = (
  sections: ReadonlyArray<JsonMembers>,
  known: ReadonlySet<string>,
  prefix: string,
): ReadonlyArray<string> => {
  const names = new Set<string>();
  for (const members of sections)
    for (const name of members.keys()) if (!known.has(name)) names.add(name);
  return Array.from(names, (name) => `${prefix}${shortened(name)}`);
};

const itemsOf = ({ members }: Section): ReadonlyArray<JsonMembers> => {
  const items = members.get('items');
  if (items?.kind !== 'array') return [];
  // Stryker disable next-line MethodExpression,ConditionalExpression: who asks has read the items as objects.
  return items.elements.filter((item) => item.kind === 'object').map((item) => item.members);
};

/** Names the fields that a document and its items have beyond the known ones: at most 50. */
export const unknownFields = (
  document: Section,
  known: ReadonlySet<string>,
  knownOfItems: ReadonlySet<string>,
): ReadonlyArray<Warning> =>
  [
    ...unknown([document.members], known, ''),
    ...unknown(itemsOf(document), knownOfItems, 'items[].'),
  ]
    .slice(0, MAX_UNKNOWN_FIELDS)
    .map((field) => ({ type: 'UnknownField', field }));

/** Warns of a key whose check digit is wrong. The key is kept as it is. */
export const keyWarnings = (invoiceKey: string | null): ReadonlyArray<Warning> =>
  // Stryker disable next-line ConditionalExpression: null is no key with a wrong digit either.
  invoiceKey !== null && hasWrongCheckDigit(invoiceKey)
    ? [{ type: 'WrongCheckDigit', field: 'invoiceKey' }]
    : [];
