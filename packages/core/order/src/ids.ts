import * as t from 'io-ts';

/** Trimmed, 1 to 128 characters, no control characters, no half of a surrogate pair. */
const isPlainName = (text: string): boolean =>
  /^[^\p{Cc}\p{Cs}]{1,128}$/u.test(text) && text.trim() === text;

export interface OrderIdBrand {
  readonly OrderId: unique symbol;
}
/** The id of an order: trimmed, 1 to 128 characters, no control characters. */
export const OrderId = t.brand(
  t.string,
  (text): text is t.Branded<string, OrderIdBrand> => isPlainName(text),
  'OrderId',
);
export type OrderId = t.TypeOf<typeof OrderId>;

export interface SellerIdBrand {
  readonly SellerId: unique symbol;
}
/** The id of the seller who issues the invoices of an order. */
export const SellerId = t.brand(
  t.string,
  (text): text is t.Branded<string, SellerIdBrand> => isPlainName(text),
  'SellerId',
);
export type SellerId = t.TypeOf<typeof SellerId>;

export interface SkuIdBrand {
  readonly SkuId: unique symbol;
}
/** The id of what a line sells. Two lines of one order may carry the same. */
export const SkuId = t.brand(
  t.string,
  (text): text is t.Branded<string, SkuIdBrand> => isPlainName(text),
  'SkuId',
);
export type SkuId = t.TypeOf<typeof SkuId>;

export interface InvoiceNumberBrand {
  readonly InvoiceNumber: unique symbol;
}
/** The number on an invoice: trimmed, 1 to 128 characters of any script, no control characters. */
export const InvoiceNumber = t.brand(
  t.string,
  (text): text is t.Branded<string, InvoiceNumberBrand> => isPlainName(text),
  'InvoiceNumber',
);
export type InvoiceNumber = t.TypeOf<typeof InvoiceNumber>;

export interface CommandIdBrand {
  readonly CommandId: unique symbol;
}
/** The id of one request to change an order; the ids of its events derive from it. */
export const CommandId = t.brand(
  t.string,
  (text): text is t.Branded<string, CommandIdBrand> => isPlainName(text),
  'CommandId',
);
export type CommandId = t.TypeOf<typeof CommandId>;

const RECEIPT_DIGITS = 32;

/** Whether a character is a lower-case hexadecimal digit, by its code: faster than a regular expression. */
const isHexDigit: ReadonlyArray<boolean> = Array.from({ length: 128 }, (_, code) =>
  /[0-9a-f]/.test(String.fromCharCode(code)),
);

const isHex = (text: string): boolean => {
  for (let at = 0; at < text.length; at++)
    if (isHexDigit[text.charCodeAt(at)] !== true) return false;
  return true;
};

export interface ReceiptBrand {
  readonly Receipt: unique symbol;
}
/** The confirmation of what was accepted: 32 lower-case hexadecimal digits derived from it. */
export const Receipt = t.brand(
  t.string,
  (text): text is t.Branded<string, ReceiptBrand> => text.length === RECEIPT_DIGITS && isHex(text),
  'Receipt',
);
export type Receipt = t.TypeOf<typeof Receipt>;

export interface LineIndexBrand {
  readonly LineIndex: unique symbol;
}
/** The place of a line in its order, from 0. */
export const LineIndex = t.brand(
  t.number,
  (n): n is t.Branded<number, LineIndexBrand> =>
    Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0),
  'LineIndex',
);
export type LineIndex = t.TypeOf<typeof LineIndex>;

/** Counts the lines of an order: their indexes, in order. */
export const lineIndexes = (lines: ReadonlyArray<unknown>): ReadonlyArray<LineIndex> =>
  // Stryker disable next-line MethodExpression: each is one, and is asked for its type.
  Array.from(lines.keys()).filter(LineIndex.is);

export interface TimestampBrand {
  readonly Timestamp: unique symbol;
}
const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Every month has 28 days. Only beyond them is the calendar asked, which is slow. */
const isInItsMonth = (instant: string): boolean => {
  // Stryker disable next-line all: the calendar says the same of every day that it is asked about.
  const isEarly = instant.charAt(8) < '2' || (instant.charAt(8) === '2' && instant.charAt(9) < '9');
  return isEarly || new Date(instant).getUTCDate() === Number(instant.slice(8, 10));
};

/** An instant in UTC with milliseconds, in the one spelling `2026-01-31T12:00:00.000Z`. */
export const Timestamp = t.brand(
  t.string,
  (text): text is t.Branded<string, TimestampBrand> => INSTANT.test(text) && isInItsMonth(text),
  'Timestamp',
);
export type Timestamp = t.TypeOf<typeof Timestamp>;
