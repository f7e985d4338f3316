import { orderSummaryProjection } from '@facture/projections';
import { openSqliteReadModels } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

import { shortly } from '../finding';
import { judgeModel } from './judgeModel';
import type { Sample } from './sample';
import { judged, type Verdict } from './verdict';

/** Judges a file of totals alone, which are folded again from the events where they are behind. */
export const judgeModels = (file: string, { events }: Sample): Promise<Verdict> =>
  judged(() => {
    const opening = openSqliteReadModels({ file });
    if (E.isLeft(opening))
      return Promise.resolve({ type: 'Refused', reason: shortly(opening.left) });
    const models = opening.right;
    try {
      const model = models.openReadModel(orderSummaryProjection);
      const checkpoint = model.checkpoint() ?? 0n;
      judgeModel(model, events);
      const count = events.filter(({ position }) => position <= checkpoint).length;
      return Promise.resolve({ type: 'Prefix', count });
    } finally {
      models.close();
    }
  });
