import { describe, expect, it } from '@jest/globals';

import { findPath, orderPath, routeAt } from './route';

const at = (path: string) => routeAt(new URL(path, 'http://service.test'));

describe('an address', () => {
  it.each(['o-1', 'a/b', 'a#b?c', '100%', 'two words', '請求書', '🧾'])(
    'of the order %s leads back to it',
    (orderId) => {
      expect(at(orderPath(orderId))).toEqual({ type: 'order', orderId });
      expect(at(findPath(orderId))).toEqual({ type: 'find', sought: orderId });
    },
  );

  it('of nothing sought is the first page', () => {
    expect(findPath('')).toBe('/');
    expect(at('/')).toEqual({ type: 'find', sought: '' });
    expect(at('/?other=1')).toEqual({ type: 'find', sought: '' });
  });

  it.each(['/orders', '/orders/', '/orders/a/b', '/orders/%', '/elsewhere'])(
    '%s leads nowhere',
    (path) => {
      expect(at(path)).toEqual({ type: 'nowhere' });
    },
  );
});
