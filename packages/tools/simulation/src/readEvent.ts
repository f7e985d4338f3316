import { readRecorded, type RecordedEvent } from '@facture/contract';
import type { OrderEvent } from '@facture/order';
import * as E from 'fp-ts/Either';

import { Violation } from './model';

/** Reads an event. Throws a `Violation` when it cannot be read. */
export const readEvent = (recorded: RecordedEvent): OrderEvent => {
  const read = readRecorded(recorded);
  if (E.isRight(read)) return read.right.event;
  throw new Violation(27, `${recorded.stream} cannot be read: ${read.left.reason}`);
};
