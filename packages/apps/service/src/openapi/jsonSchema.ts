import * as t from 'io-ts';

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 uses it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const NAME = { type: 'string', minLength: 1, maxLength: 256 };
const SAFE_INTEGER = { type: 'integer', maximum: Number.MAX_SAFE_INTEGER };

/** What the predicates of named codecs mean; everything else follows from the structure. */
const BY_NAME: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ['OrderId', NAME],
  ['SellerId', NAME],
  ['SkuId', NAME],
  ['InvoiceNumber', NAME],
  ['Receipt', { type: 'string', pattern: '^[0-9a-f]{32}$' }],
  [
    'Timestamp',
    { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' },
  ],
  ['Currency', { type: 'string', pattern: '^[A-Z]{3}$' }],
  ['AmountMinor', { ...SAFE_INTEGER, minimum: Number.MIN_SAFE_INTEGER }],
  ['Quantity', { ...SAFE_INTEGER, minimum: 1 }],
  ['Units', { ...SAFE_INTEGER, minimum: 0 }],
  ['LineIndex', { ...SAFE_INTEGER, minimum: 0 }],
  ['Revision', { ...SAFE_INTEGER, minimum: 0 }],
]);

const propertiesOf = (props: t.Props): JsonSchema =>
  Object.fromEntries(Object.entries(props).map(([name, codec]) => [name, schemaOf(codec)]));

/** Describes an object without saying that it has no other members. */
const open = (codec: t.Mixed): JsonSchema => {
  if (codec instanceof t.ReadonlyType) return open(codec.type as t.Mixed);
  if (codec instanceof t.ExactType) return open(codec.type as t.Mixed);
  if (codec instanceof t.IntersectionType)
    return { allOf: (codec.types as ReadonlyArray<t.Mixed>).map(open) };
  if (codec instanceof t.UnionType)
    return { anyOf: (codec.types as ReadonlyArray<t.Mixed>).map(open) };
  if (codec instanceof t.PartialType)
    return { type: 'object', properties: propertiesOf(codec.props as t.Props) };
  if (codec instanceof t.InterfaceType) {
    const props = codec.props as t.Props;
    return { type: 'object', required: Object.keys(props), properties: propertiesOf(props) };
  }
  return schemaOf(codec);
};

const primitive = (codec: t.Mixed): JsonSchema | undefined => {
  if (codec instanceof t.StringType) return { type: 'string' };
  if (codec instanceof t.NumberType) return { type: 'number' };
  if (codec instanceof t.BooleanType) return { type: 'boolean' };
  if (codec instanceof t.NullType) return { type: 'null' };
  if (codec instanceof t.LiteralType) return { const: codec.value as unknown };
  if (codec instanceof t.KeyofType) return { enum: Object.keys(codec.keys as object) };
  return undefined;
};

/**
 * Describes what a codec writes as JSON Schema, so that the documentation of an answer cannot differ
 * from the answer. Codecs whose predicates it does not know by name are described by their structure.
 */
export const schemaOf = (codec: t.Mixed): JsonSchema => {
  const named = BY_NAME.get(codec.name) ?? primitive(codec);
  if (named !== undefined) return named;
  if (codec instanceof t.ReadonlyType) return schemaOf(codec.type as t.Mixed);
  if (codec instanceof t.RefinementType) return schemaOf(codec.type as t.Mixed);
  if (codec instanceof t.ArrayType || codec instanceof t.ReadonlyArrayType)
    return { type: 'array', items: schemaOf(codec.type as t.Mixed) };
  if (codec instanceof t.UnionType)
    return { anyOf: (codec.types as ReadonlyArray<t.Mixed>).map(schemaOf) };
  if (codec instanceof t.ExactType || codec instanceof t.IntersectionType)
    return { ...open(codec), unevaluatedProperties: false };
  if (codec instanceof t.InterfaceType || codec instanceof t.PartialType) return open(codec);
  return {};
};
