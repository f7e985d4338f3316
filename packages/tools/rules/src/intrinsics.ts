import vm from 'node:vm';

type Properties = Readonly<Record<PropertyKey, PropertyDescriptor | undefined>>;

interface Intrinsic {
  /** A way to it: `Object.prototype.toString`. */
  readonly path: string;
  readonly keys: ReadonlyArray<PropertyKey>;
  readonly properties: Properties;
  readonly prototype: object | null;
}

/** What the language itself brings into a realm, as it was at one moment. */
export type Intrinsics = ReadonlyMap<object, Intrinsic>;

/** What each realm has, whatever a host adds to it: a new one has nothing else. */
const NAMES = (vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]).filter(
  (name) => /^[A-Z]/.test(name),
);

// Names of a realm of tests are looked up slowly.
const { is, getOwnPropertyDescriptors, getPrototypeOf, values } = Object;
const { ownKeys } = Reflect;

const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

const lookAt = (path: string, of: object): Intrinsic => ({
  path,
  keys: ownKeys(of),
  properties: getOwnPropertyDescriptors(of),
  prototype: getPrototypeOf(of) as object | null,
});

/** Takes down whatever can be reached from the names of the language in some realms. */
export const intrinsicsOf = (...realms: ReadonlyArray<object>): Intrinsics => {
  const intrinsics = new Map<object, Intrinsic>();
  const reached = realms.flatMap((realm) =>
    NAMES.map((path): readonly [string, unknown] => [path, Reflect.get(realm, path)]),
  );
  // Nearest first, so that each goes by its usual name.
  for (const [path, found] of reached) {
    if (!isObject(found) || intrinsics.has(found)) continue;
    const intrinsic = lookAt(path, found);
    intrinsics.set(found, intrinsic);
    const { keys, properties, prototype } = intrinsic;
    for (const key of keys)
      for (const next of values(properties[key] ?? {}) as ReadonlyArray<unknown>)
        if (isObject(next)) reached.push([`${path}.${String(key)}`, next]);
    reached.push([`${path}.[[Prototype]]`, prototype]);
  }
  return intrinsics;
};

// What hosts and runners of tests write stack traces with, from the first error on.
const OF_HOSTS: ReadonlySet<PropertyKey> = new Set(['prepareStackTrace']);

const isSame = (one?: PropertyDescriptor, other?: PropertyDescriptor): boolean =>
  one !== undefined &&
  other !== undefined &&
  is(one.value, other.value) &&
  one.get === other.get &&
  one.set === other.set &&
  one.writable === other.writable &&
  one.enumerable === other.enumerable &&
  one.configurable === other.configurable;

/** Names what is another one by now, has come or has gone. */
export const changedSince = (intrinsics: Intrinsics): ReadonlyArray<string> => {
  const changed: Array<string> = [];
  for (const [of, { path, keys, properties, prototype }] of intrinsics) {
    const now = lookAt(path, of);
    if (now.prototype !== prototype) changed.push(`${path}.[[Prototype]]`);
    for (const key of keys.concat(now.keys.filter((key) => !keys.includes(key))))
      if (!isSame(properties[key], now.properties[key]) && !OF_HOSTS.has(key))
        changed.push(`${path}.${String(key)}`);
  }
  return changed;
};
