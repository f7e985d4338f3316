import { errorCodes, type ErrorCode } from '@facture/vtex';

import { APP_KEY_HEADER, APP_TOKEN_HEADER } from '../keys/credentials';
import { isWriting, type Endpoint } from '../http/endpoint';
import { exampleNotification, exampleOrder } from './examples';
import { POSITION_HEADER } from '../http/positionHeader';
import type { JsonSchema } from './jsonSchema';
import { REQUEST_ID_HEADER } from '../http/requestId';
import { schemas, type SchemaName } from './schemas';
import { version } from '../version';
import { WARNING_HEADER } from '../http/warningHeader';

/** What stands in the document for one method of one path. */
export type Operation = JsonSchema;

/** What any endpoint may refuse. */
const ALWAYS: ReadonlyArray<ErrorCode> = [
  'MalformedRequest',
  'InvalidDocument',
  'NoValidKey',
  'MissingResource',
  'TooManyRequests',
  'InternalError',
  'StoreFailed',
  'StreamQuarantined',
  'StoreUnavailable',
  'Overloaded',
];

const WITH_BODY: ReadonlyArray<ErrorCode> = [
  'MalformedJson',
  'DuplicateKey',
  'ForbiddenKey',
  'LoneSurrogate',
  'TooDeep',
  'TooManyElements',
  'BodyTooLarge',
  'UnsupportedMediaType',
];

const WITH_WRITING: ReadonlyArray<ErrorCode> = ['Conflict', 'CommandIdReused', 'OutcomeUnknown'];

const reference = (name: SchemaName): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

const examples: Partial<Record<SchemaName, unknown>> = {
  OrderDocument: exampleOrder,
  Notification: exampleNotification,
  PreviewRequest: { type: exampleNotification.type, items: exampleNotification.items },
};

/** Every code that an endpoint may answer. */
export const codesOf = (endpoint: Endpoint): ReadonlyArray<ErrorCode> => [
  ...ALWAYS,
  ...(endpoint.accepts === undefined ? [] : WITH_BODY),
  ...(isWriting(endpoint) ? WITH_WRITING : []),
  ...endpoint.refuses,
];

/** Describes refusals by their statuses. */
export const refusalResponses = (codes: ReadonlyArray<ErrorCode>): JsonSchema =>
  Object.fromEntries(
    Array.from(new Set(codes.map((code) => errorCodes[code].status)))
      .sort((a, b) => a - b)
      .map((status) => [
        status.toString(),
        {
          description: codes
            .filter((code) => errorCodes[code].status === status)
            .map((code) => `\`${code}\`: ${errorCodes[code].meaning}`)
            .join('\n\n'),
          content: {
            'application/json': { schema: reference('ErrorEnvelope') },
            'application/problem+json': { schema: reference('ProblemDocument') },
          },
        },
      ]),
  );

const parametersOf = ({ path, query = [] }: Endpoint): ReadonlyArray<JsonSchema> => [
  ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: 'Percent-encoded once: `/` is `%2F`.',
    schema: { type: 'string' },
  })),
  ...query.map(({ name, about, schema }) => ({
    name,
    in: 'query',
    required: false,
    description: about,
    schema,
  })),
  {
    name: REQUEST_ID_HEADER,
    in: 'header',
    required: false,
    description: 'The id of the request. It goes with the events that the request makes.',
    schema: { type: 'string' },
  },
];

const operationOf = (endpoint: Endpoint): Operation => {
  const { operationId, summary, needs, accepts, answers } = endpoint;
  return {
    operationId,
    summary,
    description: `Needs the resource ${needs.map((need) => `"${need}"`).join(' or ')}.`,
    parameters: parametersOf(endpoint),
    ...(accepts === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: reference(accepts),
                ...(accepts in examples ? { example: examples[accepts] } : {}),
              },
            },
          },
        }),
    responses: {
      '200': {
        description: 'Done.',
        headers: {
          [WARNING_HEADER]: {
            description: 'Names what the document has and should not have; it was ignored.',
            schema: { type: 'string' },
          },
          [POSITION_HEADER]: {
            description:
              'The position up to which the answer is true, where it is of one order or of a list.',
            schema: { type: 'string', pattern: '^[0-9]+$' },
          },
        },
        content:
          answers === 'text'
            ? { 'text/plain': { schema: { type: 'string' } } }
            : { 'application/json': { schema: reference(answers) } },
      },
      ...refusalResponses(codesOf(endpoint)),
    },
  };
};

/** An operation that is no endpoint: it answers something else than one JSON document. */
export interface OtherOperation {
  readonly path: string;
  /** `GET` unless told. */
  readonly method?: string;
  readonly operation: Operation;
}

const byPath = (
  operations: ReadonlyArray<readonly [path: string, method: string, Operation]>,
): JsonSchema => {
  const paths = new Map<string, Record<string, Operation>>();
  for (const [path, method, operation] of operations)
    paths.set(path, { ...paths.get(path), [method.toLowerCase()]: operation });
  return Object.fromEntries(paths);
};

/** Writes the OpenAPI 3.1 document of the endpoints and of what else there is to get. */
export const openApiDocument = (
  endpoints: ReadonlyArray<Endpoint>,
  others: ReadonlyArray<OtherOperation>,
): JsonSchema => ({
  openapi: '3.1.0',
  info: {
    title: 'Facture',
    version,
    description: 'Orders, invoices and totals. Amounts are integers of minor units.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  security: [{ appKey: [], appToken: [] }],
  paths: byPath([
    ...endpoints.map(
      (endpoint) => [endpoint.path, endpoint.method, operationOf(endpoint)] as const,
    ),
    ...others.map(({ path, method = 'GET', operation }) => [path, method, operation] as const),
  ]),
  components: {
    schemas,
    securitySchemes: {
      appKey: { type: 'apiKey', in: 'header', name: APP_KEY_HEADER },
      appToken: { type: 'apiKey', in: 'header', name: APP_TOKEN_HEADER },
    },
  },
});
