import type { Warning } from '@facture/vtex';

/** The header that names what a document has and should not have. */
export const WARNING_HEADER = 'X-Facture-Warning';

const MAX_NAMED = 20;

/** Whatever is not a visible ASCII character, or has a meaning in the header, is percent-encoded. */
const encoded = (field: string): string =>
  field.replace(/[^\x21-\x7e]|[%,]/gu, (character) =>
    character.isWellFormed() ? encodeURIComponent(character) : '',
  );

/**
 * Writes warnings as the value of a header: `UnknownField colour, WrongCheckDigit invoiceKey`.
 *
 * @example
 * warningHeader([{ type: 'UnknownField', field: 'items[].cor da peça' }]) // => 'UnknownField items[].cor%20da%20pe%C3%A7a'
 */
export const warningHeader = (warnings: ReadonlyArray<Warning>): string => {
  const named = warnings.slice(0, MAX_NAMED).map(({ type, field }) => `${type} ${encoded(field)}`);
  const others = warnings.length - named.length;
  return [...named, ...(others > 0 ? [`and ${others} more`] : [])].join(', ');
};
