import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { OrderList, orderListOf } from './orderList';
import { summarise } from './summary';
import { totalsOfSummary } from './totals';
import { example } from './testing/example';
import { rightOf } from './testing/histories';

describe('orderListOf', () => {
  it('tells of each order what its totals tell, but for the lines', () => {
    const summaries = example.map((_, last) => rightOf(summarise(example.slice(0, last + 1))));
    const { orders } = orderListOf(summaries);
    expect(orders).toEqual(
      summaries.map((summary) => {
        const { lines, ...totals } = totalsOfSummary(summary);
        return lines.length > 0 ? totals : undefined;
      }),
    );
    expect(OrderList.decode({ orders })).toEqual(E.right({ orders }));
  });
});
