/** What a request may need. */
export const RESOURCES = [
  'Notify invoice',
  'Notify refund',
  'View order',
  'Place order',
  'Audit',
] as const;
export type Resource = (typeof RESOURCES)[number];

/** What a key may be: each role has some resources. */
export const ROLES = {
  'OMS - Full access': RESOURCES,
  'IntegrationProfile - Fulfillment Oms': ['Notify invoice', 'Notify refund', 'View order'],
  Auditor: ['View order', 'Audit'],
} as const satisfies Readonly<Record<string, ReadonlyArray<Resource>>>;
export type Role = keyof typeof ROLES;

/** Tells whether some role of a key has a resource. */
export const mayUse = (roles: ReadonlyArray<Role>, resource: Resource): boolean =>
  roles.some((role) => (ROLES[role] as ReadonlyArray<Resource>).includes(resource));
