import { refusalResponses, type OtherOperation } from '../openapi/openapi';

const text = { schema: { type: 'string' } };

const operations = [
  {
    path: '/',
    operationId: 'root',
    summary: 'The history page; asked for JSON, where to find what.',
    refuses: [],
    content: { 'text/html': text, 'text/plain': text, 'application/json': { schema: {} } },
  },
  {
    path: '/orders/{orderId}',
    operationId: 'page',
    summary: 'The history page, showing one order.',
    refuses: ['MalformedRequest'],
    parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
    content: { 'text/html': text, 'text/plain': text },
  },
] as const;

/** How the page is told in the OpenAPI document. */
export const pageOperations: ReadonlyArray<OtherOperation> = operations.flatMap(
  ({ path, operationId, content, refuses, ...described }) => {
    const responses = {
      '200': { description: 'The page, or how to build it.', content },
      ...refusalResponses(refuses),
    };
    const operation = { ...described, operationId, security: [], responses };
    const head = { ...operation, operationId: `${operationId}Head` };
    return [
      { path, operation },
      { path, method: 'HEAD', operation: head },
    ];
  },
);
