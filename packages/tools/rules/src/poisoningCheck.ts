/**
 * Fails every file of tests that leaves the language otherwise than it found it: whatever hostile
 * names it tried, none has reached a prototype. Node's own modules live in a realm beside the tests'.
 */
import { afterAll } from '@jest/globals';
import vm from 'node:vm';

import { changedSince, intrinsicsOf } from './intrinsics.ts';

const found = intrinsicsOf(globalThis, vm.runInThisContext('globalThis') as object);

afterAll(() => {
  const changed = changedSince(found);
  if (changed.length > 0) throw new Error(`These tests have poisoned ${changed.join(', ')}`);
});
