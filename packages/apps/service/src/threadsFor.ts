import { availableParallelism } from 'node:os';

import type { RebuildOptions } from '@facture/connect';
import type { Position } from '@facture/contract';

// To start a thread takes as long as folding some thousand events.
const WORTH_THREADS: Position = 20_000n;

/** The threads that make the totals anew of a file with so many events: one for each core, or none. */
export const threadsFor = (events: Position): Pick<RebuildOptions, 'threads'> =>
  events < WORTH_THREADS
    ? {}
    : {
        threads: {
          count: availableParallelism(),
          module: require.resolve('@facture/projections'),
          name: 'orderSummaryProjection',
        },
      };
