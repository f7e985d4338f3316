import type { EventStore } from '@facture/contract';
import type { SealedLog } from '@facture/contract/sealing';
import { openSealedLog, openSqliteStore, sealedLogFile } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { isDeepStrictEqual } from 'node:util';
import { dirname, join } from 'node:path';

import { shortly } from '../finding';
import { checkpointsOf, forkInLog } from '../forkInLog';
import { opened } from '../opened';
import { sealAll } from '../sealAll';
import { SEALED_AT_ONCE, type Sample } from './sample';
import { judged, refused, wrong, type Verdict } from './verdict';

/** How many checkpoints there are, which must be the first ones. */
const countCheckpoints = (log: SealedLog, { checkpoints }: Sample): number => {
  const found = checkpointsOf(log);
  // Nobody can sign another text: whoever verifies it refuses it.
  if (!isDeepStrictEqual(found, checkpoints.slice(0, found.length)))
    throw refused('a checkpoint is not what was signed');
  return found.length;
};

const judgeBeside = async (file: string, sample: Sample, store: EventStore): Promise<Verdict> => {
  const opening = openSealedLog({ file });
  if (E.isLeft(opening)) return { type: 'Refused', reason: shortly(opening.left) };
  const log = opening.right;
  try {
    const count = countCheckpoints(log, sample);
    const refusal = await sealAll(store, dirname(file), { batchSize: SEALED_AT_ONCE });
    if (refusal !== undefined) throw refused(shortly(refusal));
    if (log.latest()?.size !== sample.events.length)
      throw wrong(
        'sealed',
        `${shortly(log.latest())} is the last checkpoint after sealing went on`,
      );
    const fork = forkInLog(log, checkpointsOf(log), sample.events);
    if (fork !== undefined) throw wrong('sealed', fork);
    return { type: 'Prefix', count };
  } finally {
    log.close();
  }
};

/** Judges the file of a sealed log, beside the whole store that it was sealed from. */
export const judgeLog = (directory: string, sample: Sample): Promise<Verdict> =>
  judged(async () => {
    const file = join(sample.directory, 'facture.db');
    const store = opened(openSqliteStore({ file, now: () => new Date(), readOnly: true }));
    try {
      return await judgeBeside(sealedLogFile(directory), sample, store);
    } finally {
      await store.close();
    }
  });
