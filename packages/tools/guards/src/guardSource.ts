import * as t from 'io-ts';

/** What guards are written for. */
export interface Guarded {
  /** The codecs whose guards are exported, by the name of their type. */
  readonly codecs: Readonly<Record<string, t.Mixed>>;
  /** Where each codec or type that a guard names comes from. */
  readonly modules: Readonly<Record<string, string>>;
}

const BANNER = `// Written by \`pnpm generate\` from the codecs that it names. Do not edit.
`;

const FIELDS = `type Fields = Readonly<Record<string, unknown>>;

const isFields = (u: unknown): u is Fields =>
  typeof u === 'object' && u !== null && !Array.isArray(u);
`;

const REFINEMENT = `interface Refinement<A> {
  predicate(value: A): boolean;
}
`;

const literal = (value: unknown): string => JSON.stringify(value).replaceAll('"', "'");
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const primitives = new Map<unknown, string>([
  [t.string, 'string'],
  [t.number, 'number'],
  [t.boolean, 'boolean'],
]);

type Refined = t.RefinementType<t.Mixed>;

const isRefined = (codec: t.Mixed): codec is Refined => codec instanceof t.RefinementType;

const primitiveOf = (codec: t.Mixed): string | undefined =>
  isRefined(codec) ? primitiveOf(codec.type) : primitives.get(codec);

/** Writes the imports of names, some of which are types only. */
const importLines = (
  names: ReadonlyMap<string, 'type' | 'value'>,
  modules: Guarded['modules'],
): ReadonlyArray<string> => {
  const byModule = Map.groupBy(names.keys(), (name) => {
    const module = modules[name];
    if (module === undefined) throw new Error(`where does ${name} come from?`);
    return module;
  });
  return Array.from(byModule, ([module, all]) => {
    const areTypes = all.every((name) => names.get(name) === 'type');
    return `import ${areTypes ? 'type ' : ''}{ ${all.sort().join(', ')} } from '${module}';`;
  }).sort();
};

/**
 * Writes the source of a module with a guard for each codec: it tells of any JSON value what the
 * codec's `is` tells.
 *
 * Throws for a codec of a kind that it does not know, and for one whose module was not given.
 */
export const guardSource = ({ codecs, modules }: Guarded): string => {
  const names = new Map<string, 'type' | 'value'>();
  // By name, each after those that it calls.
  const guards = new Map<string, string>();

  const guard = (codec: t.Mixed, name: string, before: string): string => {
    if (!guards.has(name)) {
      const source = isRefined(codec) ? refined(codec) : record(codec);
      names.set(name, names.get(name) ?? 'type');
      guards.set(name, `${before}const is${name} = (u: unknown): u is ${name} => ${source};\n`);
    }
    return `is${name}`;
  };

  const refined = (codec: Refined): string => {
    const predicate = `${lowerFirst(codec.name)}.predicate(u)`;
    if (isRefined(codec.type)) return `${refinement(codec.type)}(u) && ${predicate}`;
    return codec.type === t.number
      ? predicate
      : `typeof u === '${primitiveOf(codec) ?? ''}' && ${predicate}`;
  };
  const refinement = (codec: Refined): string => {
    const { name } = codec;
    const primitive = primitiveOf(codec);
    if (primitive === undefined) throw new Error(`${name} refines no primitive type`);
    names.set(name, 'value');
    // What numbers are refined by asks whether they are whole, and so refuses all that is none.
    const asked = primitive === 'number' ? 'unknown' : primitive;
    return guard(codec, name, `const ${lowerFirst(name)}: Refinement<${asked}> = ${name};\n`);
  };

  /** An expression that checks `u`. */
  const record = (codec: t.Mixed): string => {
    if (codec instanceof t.ReadonlyType || codec instanceof t.ExactType)
      return record(codec.type as t.Mixed);
    if (!(codec instanceof t.InterfaceType)) return check(codec, 'u');
    const fields = Object.entries(codec.props as t.Props);
    const checks = fields.map(([name, field]) => check(field, `u[${literal(name)}]`));
    return ['isFields(u)', ...checks].join(' && ');
  };

  const check = (codec: t.Mixed, of: string): string => {
    const anyOf = (checks: ReadonlyArray<string>): string => `(${checks.join(' || ')})`;
    const primitive = primitives.get(codec);
    if (primitive !== undefined) return `typeof ${of} === '${primitive}'`;
    if (codec === t.UnknownRecord) return `isFields(${of})`;
    if (isRefined(codec)) return `${refinement(codec)}(${of})`;
    if (codec instanceof t.ReadonlyType) return `${guard(codec, codec.name, '')}(${of})`;
    if (codec instanceof t.NullType) return `${of} === null`;
    if (codec instanceof t.LiteralType) return `${of} === ${literal(codec.value)}`;
    if (codec instanceof t.KeyofType)
      return anyOf(Object.keys(codec.keys as object).map((key) => `${of} === ${literal(key)}`));
    if (codec instanceof t.UnionType)
      return anyOf((codec.types as ReadonlyArray<t.Mixed>).map((one) => check(one, of)));
    if (codec instanceof t.ReadonlyArrayType)
      return `Array.isArray(${of}) && ${of}.every((one) => ${check(codec.type as t.Mixed, 'one')})`;
    if ('_tag' in codec) throw new Error(`no guard is known for ${codec.name}`);
    names.set(codec.name, 'value');
    return `${codec.name}.is(${of})`;
  };

  for (const [name, codec] of Object.entries(codecs))
    guard(codec, name, `/** Tells what \`${name}.is\` tells of a JSON value, sooner. */\nexport `);
  const refines = Array.from(guards.values()).some((source) => source.includes('Refinement<'));
  return [
    BANNER,
    ...importLines(names, modules),
    '',
    FIELDS,
    ...(refines ? [REFINEMENT] : []),
    ...guards.values(),
  ].join('\n');
};
