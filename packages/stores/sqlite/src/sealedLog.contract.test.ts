import type { OwnedSealedLog, SealedElsewhere } from '@facture/contract/sealing';
import { describeConformance, sealedLogConformance } from '@facture/contract/conformance';
import { afterAll, describe, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import type { OpenRefusal } from './migrate';
import { openSealedLog, ownSealedLog } from './sealedLog';
import { removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

const files = new WeakMap<OwnedSealedLog, string>();

const own = (file: string): E.Either<SealedElsewhere, OwnedSealedLog> => {
  const owned: E.Either<OpenRefusal | SealedElsewhere, OwnedSealedLog> = ownSealedLog({ file });
  if (E.isRight(owned)) files.set(owned.right, file);
  else if (owned.left.type !== 'SealedElsewhere') throw new Error(JSON.stringify(owned.left));
  return owned as E.Either<SealedElsewhere, OwnedSealedLog>;
};

const opened = <A>(result: E.Either<unknown, A>): Promise<A> =>
  E.isRight(result)
    ? Promise.resolve(result.right)
    : Promise.reject(new Error(JSON.stringify(result.left)));

afterAll(removeTemporaryFiles);

describeConformance({ describe, it }, 'a sealed log in SQLite', sealedLogConformance, {
  open: () => opened(own(temporaryFile())),
  read: (log) => opened(openSealedLog({ file: files.get(log) ?? '' })),
  own: (log) => Promise.resolve(own(files.get(log) ?? '')),
});
