import * as t from 'io-ts';

// A position of a cluster is a number of 128 bits.
const DIGITS = /^(?:0|[1-9]\d{0,38})$/;

const isPosition = (u: unknown): u is bigint => typeof u === 'bigint' && u >= 0n;

/**
 * A place in the order of all events, of all orders: a `bigint`, on the wire its decimal digits.
 * Later events have greater positions; there may be gaps.
 *
 * @example
 * Position.encode(9007199254740993n) // => '9007199254740993'
 */
export const Position = new t.Type<bigint, string>(
  'Position',
  isPosition,
  (u, context) =>
    typeof u === 'string' && DIGITS.test(u) ? t.success(BigInt(u)) : t.failure(u, context),
  String,
);
export type Position = t.TypeOf<typeof Position>;
