import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  decodeDelivery,
  decodeNotification,
  decodeOrderDocument,
  decodePreview,
  decodeTracking,
  errorCodes,
  parseJson,
  type Json,
} from '@facture/vtex';
import Ajv2020 from 'ajv/dist/2020';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

import { exampleNotification, exampleOrder } from './examples';
import { schemaOf } from './jsonSchema';
import { codesOf } from './openapi';
import { requestSchemas } from './requestSchemas';
import { createEndpoints } from '../server';
import { defaultPolicy } from '../ports';
import { startTestService, type TestService } from '../testing/testService';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly operationId: string }>>>
  >;
}

describe('the OpenAPI document', () => {
  let service: TestService;
  let document: Document;
  beforeAll(async () => {
    service = await startTestService();
    document = (await service.send('GET', '/openapi.json', { as: 'nobody' })).body as Document;
  });
  afterAll(() => service.close());

  const documented = () =>
    Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      )
      .sort();

  it('has every route that is registered, and no other', () => {
    // The tree has one level in four characters, and a part of the path in each line.
    const parts: Array<string> = [];
    const registered = service.app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const [, indent = '', part = '', methods] =
          /^([│ ]*)[├└]── (\S*)(?: \(([^)]+)\))?/.exec(line) ?? [];
        parts.splice(indent.length / 4, Number.POSITIVE_INFINITY, part);
        const path = parts.join('').replace(/:(\w+)/g, '{$1}');
        return methods === undefined ? [] : methods.split(', ').map((each) => `${each} ${path}`);
      });
    expect(registered.sort()).toEqual(documented());
  });

  it('has every route of the domain', () => {
    expect(documented()).toEqual(
      [
        'POST /api/orders',
        'GET /api/orders',
        'POST /api/oms/pvt/orders/{orderId}/invoice',
        'POST /api/orders/{orderId}/invoice/preview',
        'PATCH /api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}',
        'POST /api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}',
        'PUT /api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}/tracking',
        'POST /api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}/tracking',
        'GET /api/oms/pvt/orders/{orderId}',
        'GET /api/orders/{orderId}/totals',
        'GET /api/orders/{orderId}/history',
        'GET /api/audit/checkpoint',
        'GET /api/audit/key',
        'GET /api/audit/proofs/inclusion',
        'GET /api/audit/proofs/consistency',
        'GET /api/orders/{orderId}/proofs',
        'GET /api/subscriptions/totals',
        'GET /openapi.json',
        'GET /docs',
        'GET /health/live',
        'GET /health/ready',
        'GET /metrics',
        'GET /',
        'HEAD /',
        'GET /orders/{orderId}',
        'HEAD /orders/{orderId}',
      ].sort(),
    );
  });

  it('is OpenAPI 3.1, gives each operation an id of its own, and refers to what there is', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, pointer = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = pointer
        .split('/')
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);
      expect([pointer, typeof found]).toEqual([pointer, 'object']);
    }
  });

  it('names every code that an answer may carry, and no other', () => {
    const named = new Set(createEndpoints(service.ports, defaultPolicy).flatMap(codesOf));
    // These cannot come of one order's endpoints: there is no such route, or an order of no events.
    const elsewhere = ['RouteNotFound', 'MethodNotAllowed', 'RevisionGap', 'OrderNotPlaced'];
    expect([...named, ...elsewhere].sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('is shown on a page that asks nobody for anything', async () => {
    const page = await service.send('GET', '/docs', { as: 'nobody' });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    for (const path of Object.keys(document.paths)) expect(page.text).toContain(path);
    expect(page.text).not.toMatch(/<script|https?:\/\/|src=|@import|url\(/);
  });
});

type Decoder = (json: Json) => E.Either<unknown, unknown>;

const json = (value: unknown): Json => {
  const parsed = parseJson(JSON.stringify(value));
  if (E.isLeft(parsed)) throw new Error(parsed.left.type);
  return parsed.right;
};

describe('the schemas of requests', () => {
  const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });
  const tracking = { trackingNumber: 'T', trackingUrl: null, courier: 'C', dispatchedDate: null };
  const delivery = {
    isDelivered: true,
    deliveredDate: '2022-10-01 21:15',
    events: [{ city: 'A' }],
  };
  const cases: ReadonlyArray<
    readonly [keyof typeof requestSchemas, Decoder, Readonly<Record<string, unknown>>]
  > = [
    ['OrderDocument', decodeOrderDocument, exampleOrder],
    ['Notification', decodeNotification, exampleNotification],
    ['PreviewRequest', decodePreview, { type: 'Input', items: exampleNotification.items }],
    ['TrackingDocument', decodeTracking, tracking],
    ['DeliveryDocument', decodeDelivery, delivery],
  ];

  /** The document with one of its fields, at any depth, set to each of some strange values. */
  const variants = (value: unknown): ReadonlyArray<unknown> => {
    if (typeof value !== 'object' || value === null) return [];
    const set = (key: string, inner: unknown): unknown =>
      Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
    return Object.entries(value).flatMap(([key, inner]) => [
      ...[null, 'text', 5, -1, 1.5, true, [], {}, [5]].map((strange) => set(key, strange)),
      ...variants(inner).map((variant) => set(key, variant)),
    ]);
  };

  it.each(cases)('%s: what the codec takes, the schema takes', (name, decode, example) => {
    const validate = ajv.compile(requestSchemas[name]);
    expect(E.isRight(decode(json(example)))).toBe(true);
    expect(validate(example)).toBe(true);
    const taken = variants(example).filter((variant) => E.isRight(decode(json(variant))));
    expect(taken.length).toBeGreaterThan(0);
    for (const variant of taken)
      expect([variant, validate(variant), validate.errors]).toEqual([variant, true, null]);
  });

  it.each(cases)('%s: what the schema requires, the codec requires', (name, decode, example) => {
    const { required = [] } = requestSchemas[name] as { readonly required?: ReadonlyArray<string> };
    const missed = Object.keys(requestSchemas[name].properties).filter((field) => {
      const rest = Object.entries(example).filter(([name]) => name !== field);
      return E.isLeft(decode(json(Object.fromEntries(rest))));
    });
    expect(missed.sort()).toEqual([...required].sort());
  });

  it('have every field that a notification is known to have', () => {
    const everything = Object.fromEntries(
      Object.keys(requestSchemas.Notification.properties).map((field) => [
        field,
        (exampleNotification as Readonly<Record<string, unknown>>)[field] ?? null,
      ]),
    );
    expect(decodeNotification(json(everything))).toMatchObject({ right: { warnings: [] } });
  });
});

describe('the schema of a codec', () => {
  it('follows its structure', () => {
    const codec = t.readonly(
      t.strict({
        kind: t.literal('a'),
        list: t.readonlyArray(t.union([t.string, t.null])),
        state: t.keyof({ on: null, off: null }),
      }),
    );
    expect(schemaOf(codec)).toEqual({
      type: 'object',
      required: ['kind', 'list', 'state'],
      properties: {
        kind: { const: 'a' },
        list: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
        state: { enum: ['on', 'off'] },
      },
      unevaluatedProperties: false,
    });
  });

  it('lets the parts of an intersection have each other’s members', () => {
    const codec = t.intersection([t.strict({ a: t.number }), t.partial({ b: t.boolean })]);
    const validate = new Ajv2020({ strict: false }).compile(schemaOf(codec));
    expect([validate({ a: 1, b: true }), validate({ a: 1, c: 1 }), validate({ b: true })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
