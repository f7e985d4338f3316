import { errorCodes, type ErrorCode } from '@facture/vtex';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

import type { Answer } from './answers';
import type { DocumentedAnswer, OpenApiDocument, Operation, Schema } from './document';
import type { Asked, Kind } from './shot';

/** What one answer comes to. */
export interface Verdict {
  /** What is wrong with it. */
  readonly trouble: string | undefined;
  /** The code of the error that it tells. */
  readonly code: ErrorCode | undefined;
}

const isCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code);

const codeIn = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, code } = body as { readonly error?: unknown; readonly code?: unknown };
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : code;
};

const parsed = (text: string): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const escaped = (text: string): string => text.replace(/[.*+?^$()[\]\\|]/g, '\\$&');

/** What any path may be answered with, also one that is none. */
const ANYWHERE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'MalformedRequest',
  'RouteNotFound',
  'MethodNotAllowed',
]);

const careful = ({ headers }: Answer): string | undefined => {
  // What is no HTTP is answered before there is a request that has an id.
  if (!headers.has('x-request-id')) return undefined;
  if (headers.get('x-content-type-options') !== 'nosniff') return 'lets browsers guess its type';
  if (headers.get('content-security-policy')?.includes("default-src 'none'") !== true)
    return 'has no content security policy';
  return headers.has('x-powered-by') || headers.has('server') ? 'tells what serves it' : undefined;
};

/**
 * Makes what holds answers against the document: an answer must have a status, a type and a shape
 * that the document has for what was asked, an error a code that goes with them.
 */
export const judgeBy = (document: OpenApiDocument) => {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  const validators = new WeakMap<Schema, ValidateFunction>();
  ajv.addSchema({ $id: 'document', components: document.components });
  const validatorOf = (schema: Schema): ValidateFunction => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    const local = JSON.stringify(schema).replaceAll('"#/', '"document#/');
    const made = ajv.compile(JSON.parse(local) as Schema);
    validators.set(schema, made);
    return made;
  };
  // Paths without parameters come before those that they would match.
  const paths = Object.entries(document.paths)
    .map(([path, methods]) => ({
      pattern: new RegExp(`^${escaped(path).replace(/\{\w+\}/g, '[^/]*')}$`),
      isPlain: !path.includes('{'),
      methods,
    }))
    .toSorted((one, other) => Number(other.isPlain) - Number(one.isPlain));

  const operationOf = ({ method, target }: Asked): Operation | undefined => {
    const [path = ''] = target.replace(/^https?:\/\/[^/]*/, '').split(/[?#]/);
    return paths.find(({ pattern }) => pattern.test(path))?.methods[method.toLowerCase()];
  };

  const envelope: DocumentedAnswer = {
    description: '',
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' } },
      'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } },
    },
  };

  const shape = (
    documented: DocumentedAnswer,
    { headers, body }: Answer,
    isBare: boolean,
  ): { readonly trouble?: string; readonly json?: unknown } => {
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    const content = documented.content?.[type];
    if (content === undefined) return { trouble: `is of an undeclared type, "${type}"` };
    if (isBare || !type.includes('json')) return {};
    const read = parsed(body);
    if (read === undefined) return { trouble: 'is no JSON' };
    const validate = validatorOf(content.schema);
    return validate(read.json)
      ? { json: read.json }
      : { trouble: `has another shape: ${ajv.errorsText(validate.errors)}`, json: read.json };
  };

  const judged = (kind: Kind, asked: Asked | undefined, answer: Answer): Verdict => {
    const { status } = answer;
    const operation = asked === undefined ? undefined : operationOf(asked);
    const documented = operation?.responses[status.toString()];
    const isBare = asked?.method === 'HEAD';
    const { trouble, json } = shape(documented ?? envelope, answer, isBare);
    const found = codeIn(json);
    const code = status >= 400 && isCode(found) ? found : undefined;
    const wrong = (text: string | undefined): Verdict => ({ trouble: text, code });

    if (status >= 500 && status !== 503) return wrong('is a failure of the server');
    if (trouble !== undefined) return wrong(trouble);
    if (code !== undefined && errorCodes[code].status !== status)
      return wrong(`has the code ${code}, whose status is another one`);
    const isOddHttp = kind === 'hostile transport' && code === 'MalformedRequest';
    if (documented === undefined) {
      const isAllowed =
        (operation === undefined || isOddHttp) &&
        (isBare ? [400, 404, 405].includes(status) : code !== undefined && ANYWHERE.has(code));
      return wrong(isAllowed ? careful(answer) : 'is not in the document');
    }
    if (code !== undefined && !isOddHttp && !documented.description.includes(`\`${code}\``))
      return wrong(`has the code ${code}, which is not in the document`);
    return wrong(careful(answer));
  };

  return (kind: Kind, asked: Asked | undefined, answer: Answer): Verdict => {
    const { trouble, code } = judged(kind, asked, answer);
    return {
      code,
      trouble:
        trouble === undefined
          ? undefined
          : `the answer ${trouble}: ${String(answer.status)} ${answer.body.slice(0, 500)}`,
    };
  };
};
