import {
  StoreReadError,
  type ClaimKey,
  type EventToAppend,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';
import { createHash } from 'node:crypto';

/** How the names of streams of claims start. */
export const CLAIM_PREFIX = 'claim-';

/** Names the stream of a claim. Keys may hold anything, and be longer than the server likes. */
export const claimStream = (key: ClaimKey): StreamName =>
  `${CLAIM_PREFIX}${createHash('sha256').update(key, 'utf8').digest('hex')}`;

const claimEvent =
  (type: 'Claimed' | 'Released') =>
  (id: string, key: ClaimKey, holder: StreamName): EventToAppend => ({
    id,
    type,
    schemaVersion: 1,
    data: JSON.stringify({ key, holder }),
    metadata: '{}',
  });

/** The event by which a stream takes a claim. */
export const claimed = claimEvent('Claimed');

/** The event by which a stream gives a claim back. */
export const released = claimEvent('Released');

const holderIn = (data: string): unknown => {
  const value: unknown = JSON.parse(data);
  return typeof value === 'object' && value !== null && 'holder' in value
    ? value.holder
    : undefined;
};

/**
 * The stream that holds a claim, by the last event of the claim's stream.
 *
 * Throws `StoreReadError` of type `Fatal` for an event that nobody writes there.
 */
export const holderOf = (last: RecordedEvent | undefined): StreamName | undefined => {
  if (last === undefined || last.type === 'Released') return undefined;
  const holder = last.type === 'Claimed' ? holderIn(last.data) : undefined;
  if (typeof holder === 'string') return holder;
  throw new StoreReadError('Fatal', `${last.stream} ends with no event of a claim: ${last.type}`);
};
