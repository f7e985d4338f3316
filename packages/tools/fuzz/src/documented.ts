import type { Chance } from './chance';
import type { OpenApiDocument, Operation, Parameter } from './document';
import { schemaValue } from './schemaValue';
import { headersOf, JSON_TYPE, KEYS } from './sender';
import { requestBytes, type Header, type Kind, type PlainRequest, type Shot } from './shot';
import { spoil } from './hostileBodies';
import { edgyText } from './texts';

interface Documented extends Omit<PlainRequest, 'headers'> {
  readonly name: string;
  readonly headers: ReadonlyArray<Header>;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A header holds no line end; what else does not belong there is part of the trial. */
const inHeader = (text: string): string =>
  text.replace(/\p{Cc}/gu, '?').replace(/[^\u0020-\u00FF]/g, '?');

const operationsOf = ({
  paths,
}: OpenApiDocument): ReadonlyArray<readonly [path: string, method: string, Operation]> =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [path, method.toUpperCase(), operation] as const,
    ),
  );

const parameterValue = (
  document: OpenApiDocument,
  { schema }: Parameter,
  chance: Chance,
): string => (chance.onceIn(3) ? edgyText(chance) : textOf(schemaValue(document, schema, chance)));

/** Draws an operation of the document, and what it says that one may send there, or nearly so. */
const drawOperation = (
  document: OpenApiDocument,
  chance: Chance,
  orderIds: readonly [string, ...ReadonlyArray<string>],
): Documented => {
  const operations = operationsOf(document);
  const drawn = operations[chance.between(0, operations.length - 1)];
  if (drawn === undefined) throw new Error('the document has no operation');
  const [path, method, { parameters = [], requestBody }] = drawn;
  const of = (where: Parameter['in']): ReadonlyArray<Parameter> =>
    parameters.filter((parameter) => parameter.in === where);

  const target = of('path').reduce((so, parameter) => {
    const value =
      parameter.name === 'orderId' && !chance.onceIn(4)
        ? chance.pick(orderIds)
        : parameterValue(document, parameter, chance);
    return so.replace(`{${parameter.name}}`, () => encodeURIComponent(value));
  }, path);
  const query = of('query')
    .filter(() => chance.onceIn(2))
    .flatMap((parameter) =>
      Array.from(
        { length: chance.onceIn(8) ? 2 : 1 },
        () =>
          `${parameter.name}=${encodeURIComponent(parameterValue(document, parameter, chance))}`,
      ),
    );
  const headers = of('header')
    .filter(() => chance.onceIn(4))
    .map((parameter): Header => [
      parameter.name,
      inHeader(parameterValue(document, parameter, chance)),
    ]);
  const schema = requestBody?.content['application/json']?.schema;
  return {
    name: `${method} ${path}`,
    method,
    target: query.length === 0 ? target : `${target}?${query.join('&')}`,
    headers,
    ...(schema === undefined
      ? {}
      : { body: Buffer.from(JSON.stringify(schemaValue(document, schema, chance))) }),
  };
};

const ACCEPT: Header = ['Accept', 'application/problem+json'];

/** Draws a request from the document: as it says, at its edges, with a spoilt body, or without a key. */
export const drawDocumented = (
  document: OpenApiDocument,
  chance: Chance,
  orderIds: readonly [string, ...ReadonlyArray<string>],
  id: string,
): Shot => {
  const { name, method, target, headers, body } = drawOperation(document, chance, orderIds);
  const isSpoilt = body !== undefined && chance.onceIn(3);
  const sent = isSpoilt
    ? spoil(body.toString(), chance)
    : { body, headers: body === undefined ? [] : [JSON_TYPE] };
  const own = headers.some(([header]) => header === 'X-Request-Id');
  const key = chance.pick([KEYS.full, KEYS.full, KEYS.full, KEYS.full, KEYS.auditor, KEYS.wrong]);
  const all = [
    ...headersOf(id, key).filter(
      ([header]) =>
        !(own && header === 'X-Request-Id') && !(header !== 'Host' && chance.onceIn(60)),
    ),
    ...headers,
    ...sent.headers,
    ...(chance.onceIn(8) ? [ACCEPT] : []),
  ];
  const kind: Kind = isSpoilt && key === KEYS.full ? 'hostile body' : 'documented';
  const asked = { method, target };
  return {
    kind,
    name,
    id,
    asked: [asked],
    pieces: [
      requestBytes({
        ...asked,
        headers: all,
        ...(sent.body === undefined ? {} : { body: sent.body }),
      }),
    ],
    ending: 'wait',
  };
};
