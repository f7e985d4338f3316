import * as t from 'io-ts';

/** Tells whether two values of JSON are the same, in whatever order their members stand. */
export const sameJson = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (t.UnknownArray.is(one) && t.UnknownArray.is(other))
    return one.length === other.length && one.every((value, at) => sameJson(value, other[at]));
  if (t.UnknownRecord.is(one) && t.UnknownRecord.is(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
    );
  }
  return false;
};
