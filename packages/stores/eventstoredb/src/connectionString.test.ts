import { afterAll, describe, expect, it, jest } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { inspect } from 'node:util';

import { readConnectionString, withoutPassword } from './connectionString';
import { openEventStoreDb } from './openEventStoreDb';

const SECRET = 'hunter%3A2';

afterAll(() => {
  jest.restoreAllMocks();
});

describe('a connection string', () => {
  it('is taken apart into an address and credentials', () => {
    expect(readConnectionString(`esdb://ops:${SECRET}@a:2113,b:2114?tls=true`)).toEqual(
      E.right({
        address: 'esdb://a:2113,b:2114?tls=true',
        credentials: { username: 'ops', password: 'hunter:2' },
      }),
    );
    expect(readConnectionString('esdb+discover://cluster.local:2113')).toEqual(
      E.right({ address: 'esdb+discover://cluster.local:2113', credentials: undefined }),
    );
  });

  it('is shown without its password', () => {
    expect(withoutPassword(`esdb://ops:${SECRET}@a:2113?tls=true`)).toBe(
      'esdb://ops:***@a:2113?tls=true',
    );
    expect(withoutPassword('esdb://ops:h@nter@a:2113')).toBe('esdb://ops:***@a:2113');
    expect(withoutPassword('esdb://127.0.0.1:2113')).toBe('esdb://127.0.0.1:2113');
  });

  it.each([
    'http://a:2113',
    `esdb://ops:${SECRET}@a:2113?tls=true&colour=red`,
    `esdb://ops:${SECRET}@a:2113?tlsVerifyCert=false`,
    `esdb://ops:${SECRET}@a:2113?throwOnAppendFailure=false`,
    `esdb://ops:${SECRET}@a:2113?tlsCAFile=/nowhere/ca.crt`,
    `esdb://ops:${SECRET}@a:port`,
    `esdb://ops:${SECRET}@a:2113?defaultDeadline=soon`,
    'esdb://ops:100%@a:2113',
    'esdb://ops:h@nter@a:2113',
  ])('is refused, and nothing is printed: %s', (connectionString) => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const opened = openEventStoreDb({ connectionString });
    expect(E.isLeft(opened)).toBe(true);
    expect(inspect(opened)).not.toMatch(/hunter|h@nter|100%@/);
    expect(warned).not.toHaveBeenCalled();
  });
});
