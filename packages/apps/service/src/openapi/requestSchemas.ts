import type { JsonSchema } from './jsonSchema';

const name = (about: string) => ({
  type: ['string', 'integer'],
  description: `${about} Text of 1 to 128 characters after trimming, or an integer.`,
});
const minorUnits = (minimum: number, about: string) => ({
  type: ['integer', 'string'],
  minimum,
  pattern: '^[0-9]+$',
  description: `${about} An integer of minor units, as a number or as digits.`,
});
/** What may also be null, or be left out. */
const optional = (schema: JsonSchema & { readonly type: ReadonlyArray<string> }): JsonSchema => ({
  ...schema,
  type: [...schema.type, 'null'],
});
const price: JsonSchema = {
  type: 'integer',
  minimum: 0,
  description: 'Of one unit, in minor units.',
};
const optionalText: JsonSchema = { type: ['string', 'null'] };
const date: JsonSchema = {
  type: 'string',
  description: 'ISO 8601, a date or a date-time; UTC where no zone is given.',
};
const documentType: JsonSchema = {
  type: 'string',
  pattern: '^ *([Oo][Uu][Tt][Pp][Uu][Tt]|[Ii][Nn][Pp][Uu][Tt]) *$',
  description: '`Output` for a sale, `Input` for a return, in any case.',
};

const shipment = {
  courier: optionalText,
  trackingNumber: { type: ['string', 'integer', 'null'] },
  trackingUrl: optionalText,
  dispatchedDate: optionalText,
  dispatchDate: optionalText,
};

const items: JsonSchema = {
  type: ['array', 'null'],
  maxItems: 5_000,
  description: 'Without items the document is worth its value and names no unit.',
  items: {
    type: 'object',
    required: ['id', 'quantity', 'price'],
    properties: {
      id: name('The SKU id.'),
      quantity: { type: 'integer', minimum: 1 },
      price,
      description: optionalText,
      itemIndex: {
        type: ['integer', 'null'],
        minimum: 0,
        description: 'The line, where two lines of the order carry the SKU.',
      },
    },
  },
};

const document = {
  type: documentType,
  invoiceNumber: name('Unique for the seller.'),
  invoiceValue: minorUnits(1, 'Above zero.'),
  issuanceDate: date,
  items,
  invoiceKey: optionalText,
  invoiceUrl: optionalText,
  embeddedInvoice: optionalText,
};

/** What the endpoints take. Members that are not listed are ignored. */
export const requestSchemas = {
  OrderDocument: {
    type: 'object',
    required: ['orderId', 'value', 'items', 'storePreferencesData'],
    description: 'An order as the platform\'s "get order" route returns it.',
    properties: {
      orderId: name('The id of the order.'),
      value: minorUnits(0, 'The sum of the items and of all other totals.'),
      items: {
        type: 'array',
        minItems: 1,
        maxItems: 5_000,
        items: {
          type: 'object',
          required: ['id', 'quantity', 'price'],
          properties: {
            id: name('The SKU id.'),
            name: optionalText,
            seller: optional(name('One seller for all items.')),
            quantity: { type: 'integer', minimum: 1 },
            price: minorUnits(0, 'Of one unit.'),
            sellingPrice: optional(minorUnits(0, 'Of one unit, after discounts.')),
            unitMultiplier: { type: ['number', 'string', 'null'] },
            priceDefinition: {
              type: ['object', 'null'],
              properties: { total: optional(minorUnits(0, 'What all units cost.')) },
            },
          },
        },
      },
      totals: {
        type: ['array', 'null'],
        items: {
          type: 'object',
          required: ['id', 'value'],
          properties: {
            id: {
              type: ['string', 'integer'],
              description: '`Items`, `Discounts`, `Shipping`, `Tax`, …',
            },
            value: { type: ['integer', 'string'], description: 'Minor units, possibly negative.' },
          },
        },
      },
      sellers: {
        type: ['array', 'null'],
        items: { type: 'object', properties: { id: optional(name('The seller.')) } },
      },
      storePreferencesData: {
        type: 'object',
        required: ['currencyCode'],
        properties: { currencyCode: { type: 'string', description: 'ISO 4217, such as BRL.' } },
      },
    },
  },
  Notification: {
    type: 'object',
    required: ['type', 'invoiceNumber', 'invoiceValue', 'issuanceDate'],
    properties: { ...document, ...shipment },
  },
  PreviewRequest: {
    type: 'object',
    required: ['type', 'items'],
    properties: { ...document, items: { ...items, type: 'array' } },
  },
  TrackingDocument: {
    type: 'object',
    required: ['trackingNumber'],
    properties: { ...shipment, trackingNumber: { type: ['string', 'integer'] } },
  },
  DeliveryDocument: {
    type: 'object',
    properties: {
      isDelivered: { type: ['boolean', 'null'] },
      deliveredDate: {
        type: ['string', 'null'],
        description: '`yyyy-mm-dd hh:mm` or ISO 8601.',
      },
      events: {
        type: ['array', 'null'],
        maxItems: 5_000,
        items: {
          type: 'object',
          properties: {
            city: optionalText,
            state: optionalText,
            description: optionalText,
            date: optionalText,
          },
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;
