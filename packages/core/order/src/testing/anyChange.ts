import * as fc from 'fast-check';

type Path = ReadonlyArray<string>;

/** Where the things in a value stand, itself and all that is inside of others among them. */
export const pathsIn = (value: unknown, path: Path = []): ReadonlyArray<Path> => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))
    : []),
];

/** A value with the thing at a path changed, or left out where the change gives undefined. */
export const changed = (
  value: unknown,
  [key, ...path]: Path,
  change: (old: unknown) => unknown,
): unknown => {
  if (key === undefined) return change(value);
  const fields = Object.entries(value as object).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner] as const];
    const after = changed(inner, path, change);
    return after === undefined ? [] : [[name, after] as const];
  });
  return Array.isArray(value)
    ? fields.map(([, inner]): unknown => inner)
    : Object.fromEntries(fields);
};

const strange = [
  null,
  '',
  ' ',
  'a ',
  '\u0000',
  '\ud800',
  0,
  -0,
  1,
  -1,
  1.5,
  2 ** 53,
  NaN,
  true,
  [],
  {},
];

const changes: ReadonlyArray<(old: unknown) => unknown> = [
  () => undefined,
  (old) => [old],
  (old) => (typeof old === 'string' ? `${old}x` : { old }),
  (old) => ({ ...(old as object), more: 1 }),
];

/** All values with one thing in it replaced by something strange, left out, or put beside. */
export const everyChange = (value: unknown): ReadonlyArray<unknown> =>
  pathsIn(value).flatMap((path) =>
    [...strange.map((other) => () => other), ...changes].map((change) =>
      changed(value, path, change),
    ),
  );

/** Any value with something in it replaced, left out, or put beside. */
export const anyChange = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.constantFrom(...pathsIn(value)),
      fc.oneof(
        fc.constantFrom(...strange).map((other) => () => other),
        fc.anything().map((other) => () => other),
        ...changes.map((change) => fc.constant(change)),
      ),
    )
    .map(([path, change]) => changed(value, path, change));
