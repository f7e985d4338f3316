import * as O from 'fp-ts/Option';
import type * as t from 'io-ts';
import { flow } from 'fp-ts/function';
import {
  Currency,
  InvoiceNumber,
  LineIndex,
  OrderId,
  parseAmount,
  Quantity,
  SellerId,
  SkuId,
  type AmountMinor,
  type DocumentType,
  type Timestamp,
} from '@facture/order';

import { parseDate, parseDeliveryDate } from './dates';
import type { Reader } from './fields';
import type { Json } from './json';

const stringOf = (json: Json): string | undefined =>
  json.kind === 'string' ? json.value : undefined;

const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

/** The digits of an integer. `24.0` and `1e3` are none: their spelling is that of a fraction. */
const digitsOf = (json: Json): string | undefined =>
  // Stryker disable next-line ConditionalExpression: nothing but a number has a source.
  json.kind === 'number' && INTEGER.test(json.source) ? json.source : undefined;

const textOrDigits = (json: Json): string | undefined => stringOf(json) ?? digitsOf(json);

/** Goes on with what was read, if anything was. */
const andThen =
  <A, B>(read: (json: Json) => A | undefined, goOn: (value: A) => B | undefined) =>
  (json: Json): B | undefined => {
    const value = read(json);
    return value === undefined ? undefined : goOn(value);
  };

const integerOf = andThen(digitsOf, Number);

const amountOf = andThen(textOrDigits, parseAmount);

const fromZero = (minor: AmountMinor): AmountMinor | undefined => (minor >= 0 ? minor : undefined);

/** Text that names something, trimmed; an integer is read as its digits. */
const nameOf = <A extends string>(is: t.Is<A>): Reader<A> => ({
  expected: 'name',
  read: andThen(textOrDigits, (text) => {
    const name = text.trim();
    return is(name) ? name : undefined;
  }),
});

export const orderId = nameOf(OrderId.is);
export const invoiceNumber = nameOf(InvoiceNumber.is);
export const skuId = nameOf(SkuId.is);
export const sellerId = nameOf(SellerId.is);

/** The name of a package or of a total: text, or an integer as its digits. */
export const label: Reader<string> = {
  expected: 'name',
  read: andThen(textOrDigits, (text) => {
    const name = text.trim();
    return name === '' ? undefined : name;
  }),
};

/** `Output` or `Input` in any case. */
export const documentType: Reader<DocumentType> = {
  expected: 'documentType',
  read: andThen(stringOf, (text) => {
    const type = text.trim().toLowerCase();
    if (type === 'output') return 'Output';
    return type === 'input' ? 'Input' : undefined;
  }),
};

/** Minor units as a JSON integer or as digits, possibly negative. */
export const amount: Reader<AmountMinor> = { expected: 'amount', read: amountOf };

/** Minor units from zero, as a JSON integer or as digits. */
export const valueFromZero: Reader<AmountMinor> = {
  expected: 'price',
  read: andThen(amountOf, fromZero),
};

/** Minor units above zero, as a JSON integer or as digits. */
export const documentValue: Reader<AmountMinor> = {
  expected: 'documentValue',
  read: andThen(amountOf, (minor) => (minor > 0 ? minor : undefined)),
};

/** Minor units of one unit, as a JSON integer. */
export const price: Reader<AmountMinor> = {
  expected: 'price',
  read: andThen(andThen(digitsOf, parseAmount), fromZero),
};

export const quantity: Reader<Quantity> = {
  expected: 'quantity',
  read: andThen(integerOf, (count) => (Quantity.is(count) ? count : undefined)),
};

export const lineIndex: Reader<LineIndex> = {
  expected: 'lineIndex',
  read: andThen(integerOf, (index) => (LineIndex.is(index) ? index : undefined)),
};

export const currency: Reader<Currency> = {
  expected: 'currency',
  read: andThen(stringOf, (text) => {
    const code = text.trim().toUpperCase();
    return Currency.is(code) ? code : undefined;
  }),
};

export const text: Reader<string> = { expected: 'text', read: stringOf };

export const boolean: Reader<boolean> = {
  expected: 'boolean',
  read: (json) => (json.kind === 'boolean' ? json.value : undefined),
};

/** A date as it was sent, and the instant it names. */
export interface DateAsSent {
  readonly text: string;
  readonly at: Timestamp;
}

const dateBy = (parse: (text: string) => O.Option<Timestamp>) =>
  andThen(stringOf, (sent): DateAsSent | undefined => {
    const at = O.toUndefined(parse(sent));
    return at === undefined ? undefined : { text: sent, at };
  });

export const date: Reader<DateAsSent> = { expected: 'date', read: dateBy(parseDate) };

export const deliveryDate: Reader<DateAsSent> = {
  expected: 'deliveryDate',
  read: dateBy(parseDeliveryDate),
};

const isGiven = (json: Json): boolean =>
  json.kind !== 'null' && !(json.kind === 'string' && json.value.trim() === '');

/** Takes null, nothing and empty text for "not given". */
export const optional = <A>({ expected, read }: Reader<A>): Reader<A | null> => ({
  expected,
  read: (json) => (isGiven(json) ? read(json) : null),
});

/** Takes another text for "not given". */
export const withDefault = <A>(standard: string, { expected, read }: Reader<A>): Reader<A> => ({
  expected,
  read: (json) => read(isGiven(json) ? json : { kind: 'string', value: standard }),
});

// A position of a cluster is a number of 128 bits.
const DIGITS = /^(?:0|[1-9][0-9]{0,38})$/;

const naturalOf = andThen(stringOf, (digits) => (DIGITS.test(digits) ? digits : undefined));

/** A revision, as its digits. */
export const revision: Reader<number> = {
  expected: 'revision',
  read: andThen(naturalOf, (digits) => {
    const number = Number(digits);
    return Number.isSafeInteger(number) ? number : undefined;
  }),
};

/** How many events a log has, as its digits. */
export const logSize: Reader<number> = {
  expected: 'logSize',
  read: andThen(revision.read, (size) => (size > 0 ? size : undefined)),
};

const MAX_LIMIT = 100;

/** How many to give at most, as its digits. */
export const limit: Reader<number> = {
  expected: 'limit',
  read: andThen(naturalOf, (digits) => {
    const count = Number(digits);
    return count >= 1 && count <= MAX_LIMIT ? count : undefined;
  }),
};

/** A position, as its digits. */
export const position: Reader<bigint> = { expected: 'position', read: andThen(naturalOf, BigInt) };

/** A moment, as any date that a document may have. */
export const moment: Reader<Timestamp> = {
  expected: 'date',
  read: andThen(stringOf, flow(parseDate, O.toUndefined)),
};
