import type { SealedLog } from '@facture/contract/sealing';
import { openSealedLog, sealedLogFile, type OpenRefusal } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';
import { existsSync } from 'node:fs';

import { unreadable, type Outcome, type Refusal } from './outcome';

const refused = (refusal: OpenRefusal): Refusal => {
  switch (refusal.type) {
    case 'ForeignFile':
      return unreadable(`${refusal.file} is no log of Facture's`);
    case 'NewerSchema':
      return unreadable(`${refusal.file} is of a later release: use the auditor of that one`);
    case 'CannotOpen':
      return unreadable(`${refusal.file} cannot be opened: ${refusal.reason}`);
    default:
      return absurd(refusal);
  }
};

/** Opens the log of a data directory; undefined where nothing was ever sealed. */
export const openLog = (data: string): E.Either<Refusal, SealedLog | undefined> => {
  const file = sealedLogFile(data);
  if (!existsSync(file)) return E.right(undefined);
  const opened = openSealedLog({ file });
  return E.isLeft(opened) ? E.left(refused(opened.left)) : opened;
};

/** Works with the log of a data directory, and closes it. */
export const withLog = async (
  data: string,
  work: (log: SealedLog) => Promise<Outcome>,
): Promise<Outcome> => {
  const opened = openLog(data);
  if (E.isLeft(opened)) return opened;
  if (opened.right === undefined)
    return E.left(
      unreadable(
        `${sealedLogFile(data)} is not there: nothing is sealed. Run "facture-auditor seal", or let the service seal`,
      ),
    );
  try {
    return await work(opened.right);
  } finally {
    opened.right.close();
  }
};
