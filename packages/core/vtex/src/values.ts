import * as O from 'fp-ts/Option';
import type * as t from 'io-ts';
import { flow, pipe } from 'fp-ts/function';
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

const stringOf = (json: Json): O.Option<string> =>
  json.kind === 'string' ? O.some(json.value) : O.none;

const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

/** The digits of an integer. `24.0` and `1e3` are none: their spelling is that of a fraction. */
const digitsOf = (json: Json): O.Option<string> =>
  json.kind === 'number' && INTEGER.test(json.source) ? O.some(json.source) : O.none;

const textOrDigits = (json: Json): O.Option<string> =>
  pipe(
    stringOf(json),
    O.alt(() => digitsOf(json)),
  );

const integerOf = flow(digitsOf, O.map(Number));

const amountOf = (json: Json): O.Option<AmountMinor> =>
  pipe(textOrDigits(json), O.chain(flow(parseAmount, O.fromNullable)));

/** Text that names something, trimmed; an integer is read as its digits. */
const nameOf = <A extends string>(is: t.Is<A>): Reader<A> => ({
  expected: 'name',
  read: flow(
    textOrDigits,
    O.map((text) => text.trim()),
    O.filter((text): text is A => is(text)),
  ),
});

export const orderId = nameOf(OrderId.is);
export const invoiceNumber = nameOf(InvoiceNumber.is);
export const skuId = nameOf(SkuId.is);
export const sellerId = nameOf(SellerId.is);

/** The name of a package or of a total: text, or an integer as its digits. */
export const label: Reader<string> = {
  expected: 'name',
  read: flow(
    textOrDigits,
    O.map((text) => text.trim()),
    O.filter((text) => text !== ''),
  ),
};

/** `Output` or `Input` in any case. */
export const documentType: Reader<DocumentType> = {
  expected: 'documentType',
  read: flow(
    stringOf,
    O.chain((text): O.Option<DocumentType> => {
      const type = text.trim().toLowerCase();
      if (type === 'output') return O.some('Output');
      return type === 'input' ? O.some('Input') : O.none;
    }),
  ),
};

/** Minor units as a JSON integer or as digits, possibly negative. */
export const amount: Reader<AmountMinor> = { expected: 'amount', read: amountOf };

/** Minor units from zero, as a JSON integer or as digits. */
export const valueFromZero: Reader<AmountMinor> = {
  expected: 'price',
  read: flow(
    amountOf,
    O.filter((minor) => minor >= 0),
  ),
};

/** Minor units above zero, as a JSON integer or as digits. */
export const documentValue: Reader<AmountMinor> = {
  expected: 'documentValue',
  read: flow(
    amountOf,
    O.filter((minor) => minor > 0),
  ),
};

/** Minor units of one unit, as a JSON integer. */
export const price: Reader<AmountMinor> = {
  expected: 'price',
  read: flow(
    digitsOf,
    O.chain(flow(parseAmount, O.fromNullable)),
    O.filter((minor) => minor >= 0),
  ),
};

export const quantity: Reader<Quantity> = {
  expected: 'quantity',
  read: flow(integerOf, O.filter(Quantity.is)),
};

export const lineIndex: Reader<LineIndex> = {
  expected: 'lineIndex',
  read: flow(integerOf, O.filter(LineIndex.is)),
};

export const currency: Reader<Currency> = {
  expected: 'currency',
  read: flow(
    stringOf,
    O.map((text) => text.trim().toUpperCase()),
    O.filter(Currency.is),
  ),
};

export const text: Reader<string> = { expected: 'text', read: stringOf };

export const boolean: Reader<boolean> = {
  expected: 'boolean',
  read: (json) => (json.kind === 'boolean' ? O.some(json.value) : O.none),
};

/** A date as it was sent, and the instant it names. */
export interface DateAsSent {
  readonly text: string;
  readonly at: Timestamp;
}

const dateBy = (parse: (text: string) => O.Option<Timestamp>) =>
  flow(
    stringOf,
    O.chain((sent) =>
      pipe(
        parse(sent),
        O.map((at): DateAsSent => ({ text: sent, at })),
      ),
    ),
  );

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
  read: (json) => (isGiven(json) ? read(json) : O.some(null)),
});

/** Takes another text for "not given". */
export const withDefault = <A>(standard: string, { expected, read }: Reader<A>): Reader<A> => ({
  expected,
  read: (json) => read(isGiven(json) ? json : { kind: 'string', value: standard }),
});

// A position of a cluster is a number of 128 bits.
const DIGITS = /^(?:0|[1-9][0-9]{0,38})$/;

const naturalOf = flow(
  stringOf,
  O.filter((digits) => DIGITS.test(digits)),
);

/** A revision, as its digits. */
export const revision: Reader<number> = {
  expected: 'revision',
  read: flow(naturalOf, O.map(Number), O.filter(Number.isSafeInteger)),
};

/** How many events a log has, as its digits. */
export const logSize: Reader<number> = {
  expected: 'logSize',
  read: flow(
    revision.read,
    O.filter((size) => size > 0),
  ),
};

const MAX_LIMIT = 100;

/** How many to give at most, as its digits. */
export const limit: Reader<number> = {
  expected: 'limit',
  read: flow(
    naturalOf,
    O.map(Number),
    O.filter((count) => count >= 1 && count <= MAX_LIMIT),
  ),
};

/** A position, as its digits. */
export const position: Reader<bigint> = {
  expected: 'position',
  read: flow(naturalOf, O.map(BigInt)),
};

/** A moment, as any date that a document may have. */
export const moment: Reader<Timestamp> = {
  expected: 'date',
  read: flow(stringOf, O.chain(parseDate)),
};
