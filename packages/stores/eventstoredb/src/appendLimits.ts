import {
  malformedAppend,
  type ClaimKey,
  type EventToAppend,
  type ExpectedRevision,
  type StreamName,
} from '@facture/contract';

import { bytesOf } from './storedEvent';
import { isInternal } from './streamFilter';

/** An append as the port is given it. */
export interface AppendRequest {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: ReadonlyArray<EventToAppend>;
  readonly claims: ReadonlyArray<ClaimKey>;
}

const isRevision = (expected: ExpectedRevision): boolean =>
  expected === 'no-stream' || (Number.isSafeInteger(expected) && expected >= 0);

const tooLarge = (
  events: ReadonlyArray<EventToAppend>,
  maxAppendBytes: number,
): string | undefined => {
  let bytes = 0;
  for (const [index, event] of events.entries()) {
    bytes += bytesOf(event);
    if (bytes <= maxAppendBytes) continue;
    const where = `event ${event.id} (${event.type}, number ${index + 1} of ${events.length})`;
    return `${where} takes the append to ${bytes} bytes, of which ${maxAppendBytes} are allowed`;
  }
  return undefined;
};

/** Tells why an append can never succeed on this server, or undefined. Nothing is sent for it. */
export const refusalOf = (
  { stream, expected, events, claims }: AppendRequest,
  maxAppendBytes: number,
): string | undefined => {
  const malformed = malformedAppend(stream, events, claims);
  if (malformed !== undefined) return malformed;
  if (isInternal(stream)) return `${stream} is a stream of the server or of a claim`;
  if (!isRevision(expected)) return `${expected} is no revision`;
  return tooLarge(events, maxAppendBytes);
};
