import Ajv2020 from 'ajv/dist/2020';

import type { Answered } from './answered';

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>
    >
  >;
  readonly components: object;
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? '');

/**
 * Makes what holds answers against an OpenAPI document: it tells everything in which an answer
 * differs from what the document promises for its route and status.
 */
export const againstDocument = (document: OpenApi) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'document', components: document.components });
  const localised = (schema: object): object =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;

  return (
    method: string,
    path: string,
    { status, headers, body }: Answered,
  ): ReadonlyArray<string> => {
    const operations = Object.entries(document.paths)
      .filter(([template]) => matches(template, path))
      .map(([, methods]) => methods[method.toLowerCase()]);
    const operation = operations.find((found) => found !== undefined);
    if (operation === undefined)
      return [400, 404, 405].includes(status) ? [] : [`${method} ${path} is not in the document`];
    const response = operation.responses[status.toString()];
    if (response === undefined) return [`${method} ${path} may not answer ${status}`];
    const [type = ''] = String(headers['content-type']).split(';');
    const content = response.content?.[type];
    if (content === undefined) return [`${method} ${path} may not answer ${status} as ${type}`];
    if (type.includes('json') && !ajv.validate(localised(content.schema), body))
      return [`${status}: ${ajv.errorsText()}`];
    return [];
  };
};
