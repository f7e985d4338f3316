/** A JSON Schema, as far as requests are made from it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: ReadonlyArray<string>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** A parameter of a path, a query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** What the document says of one answer. */
export interface DocumentedAnswer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** What the document says of one method of one path. */
export interface Operation {
  readonly parameters?: ReadonlyArray<Parameter>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
}

/** The OpenAPI document of the service, as it serves it. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Follows a reference to where the schema stands. */
export const resolved = ({ components }: OpenApiDocument, schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (components.schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {});
