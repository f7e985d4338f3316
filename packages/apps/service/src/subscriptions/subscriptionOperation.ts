import { refusalResponses, type OtherOperation } from '../openapi/openapi';

/** The path of the subscription. */
export const SUBSCRIPTION_PATH = '/api/subscriptions/totals';

/** How the subscription is told in the OpenAPI document. */
export const subscriptionOperation: OtherOperation = {
  path: SUBSCRIPTION_PATH,
  operation: {
    operationId: 'subscribeToTotals',
    summary: 'After every event the full totals of its order, as server-sent events, in order.',
    description:
      'Needs the resource "View order". Events are `totals` (the data is OrderTotals), `caught-up` ' +
      'and `quarantined`; their id is a position, from which the subscription resumes. Told at least ' +
      'once: totals of a revision that you have may come again.',
    parameters: [
      {
        name: 'after',
        in: 'query',
        required: false,
        description: 'Only what came after this position; all, when there is none.',
        schema: { type: 'string', pattern: '^[0-9]+$' },
      },
      {
        name: 'order',
        in: 'query',
        required: false,
        description: 'Only what happens to the order of this id.',
        schema: { type: 'string' },
      },
      {
        name: 'Last-Event-ID',
        in: 'header',
        required: false,
        description: 'As `after`, which it overrules.',
        schema: { type: 'string', pattern: '^[0-9]+$' },
      },
    ],
    responses: {
      '200': {
        description:
          'A stream that ends when the service does, or when its reader takes nothing for too long.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...refusalResponses([
        'InvalidDocument',
        'NoValidKey',
        'MissingResource',
        'TooManyRequests',
        'InternalError',
        'Overloaded',
      ]),
    },
  },
};
