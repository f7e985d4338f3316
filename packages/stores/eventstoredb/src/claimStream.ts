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

/** A key, and the stream that holds it. */
export interface Claim {
  readonly key: ClaimKey;
  readonly holder: StreamName;
}

const claimEvent =
  (type: 'Claimed' | 'Released') =>
  (id: string, { key, holder }: Claim): EventToAppend => ({
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

const claimIn = (data: string): Claim | undefined => {
  const value: unknown = JSON.parse(data);
  if (typeof value !== 'object' || value === null || !('key' in value && 'holder' in value))
    return undefined;
  const { key, holder } = value;
  return typeof key === 'string' && typeof holder === 'string' ? { key, holder } : undefined;
};

/**
 * The claim that is held, by the last event of the claim's stream.
 *
 * Throws `StoreReadError` of type `Fatal` for an event that nobody writes there.
 */
export const heldIn = (last: RecordedEvent | undefined): Claim | undefined => {
  if (last === undefined || last.type === 'Released') return undefined;
  const claim = last.type === 'Claimed' ? claimIn(last.data) : undefined;
  if (claim !== undefined) return claim;
  throw new StoreReadError('Fatal', `${last.stream} ends with no event of a claim: ${last.type}`);
};
