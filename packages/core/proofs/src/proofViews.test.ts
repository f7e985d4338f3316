import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { ConsistencyProofView, InclusionProofView, OrderProofsView } from './proofViews';

const sealed = { revision: 0, position: '7', logIndex: 3, hashes: ['AAAA'] };
const notSealed = { revision: 1, position: '9', logIndex: null, hashes: null };

const views = [
  {
    codec: InclusionProofView,
    view: { position: '7', logIndex: 3, size: 8, leafHash: 'AAAA', hashes: ['BBBB'] },
  },
  { codec: ConsistencyProofView, view: { from: 3, to: 8, hashes: ['AAAA'] } },
  { codec: OrderProofsView, view: { checkpoint: 'note', events: [sealed, notSealed] } },
  { codec: OrderProofsView, view: { checkpoint: null, events: [] } },
];

describe('a view of proofs', () => {
  it.each(views)(
    'is read without the members that nobody knows: $codec.name',
    ({ codec, view }) => {
      expect(codec.decode({ ...view, more: 1 })).toEqual(E.right(view));
    },
  );

  it.each(views)('needs each of its members: $codec.name', ({ codec, view }) => {
    for (const member of Object.keys(view))
      expect(E.isLeft(codec.decode({ ...view, [member]: undefined }))).toBe(true);
  });

  it('needs each member of its events', () => {
    for (const member of Object.keys(sealed))
      expect(OrderProofsView.is({ checkpoint: '', events: [{ ...sealed, [member]: true }] })).toBe(
        false,
      );
  });
});
