import type { RecordedEvent } from '@facture/contract';
import { isDeepStrictEqual } from 'node:util';

import { shortly } from './finding';

/** An event without the prototype that a database gave it. */
export const plain = (event: RecordedEvent): RecordedEvent => ({ ...event });

/** Says where a history is no beginning of another one; undefined when it is. */
export const notBeginning = (
  found: ReadonlyArray<RecordedEvent>,
  whole: ReadonlyArray<RecordedEvent>,
): string | undefined => {
  const at = found.findIndex((event, index) => !isDeepStrictEqual(event, whole[index]));
  return at < 0
    ? undefined
    : `event ${at.toString()} is ${shortly(found[at])}, not ${shortly(whole[at])}`;
};
