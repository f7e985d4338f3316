import { expect, it } from '@jest/globals';

it('scripts run on the pinned runtime, not on the Node of the machine', () => {
  expect(process.versions.node).toMatch(/^26\./);
});
