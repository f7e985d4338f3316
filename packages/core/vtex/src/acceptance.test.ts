import { expect, it } from '@jest/globals';

import { acceptance, Acceptance } from './acceptance';
import { right, submission } from './testing/documents';

it('an acceptance has a date with an explicit offset', () => {
  const { orderId, receipt, at: occurredAt } = submission;
  const accepted = acceptance({ orderId, receipt, occurredAt });
  expect(right(Acceptance.decode(accepted))).toEqual({
    date: '2022-11-04T14:49:17.107+00:00',
    orderId: '00-v5195004lux-01',
    receipt: '527b1ae251264ef1b7a9b597cd8f16b9',
  });
});
