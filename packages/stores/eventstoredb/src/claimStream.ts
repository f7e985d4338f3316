import {
  StoreReadError,
  type ClaimKey,
  type EventToAppend,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';
import * as E from 'fp-ts/Either';
import { parse } from 'fp-ts/Json';
import * as t from 'io-ts';
import { createHash } from 'node:crypto';

/** How the names of streams of claims start. */
export const CLAIM_PREFIX = 'claim-';

/** Names the stream of a claim. Keys may hold anything, and be longer than the server likes. */
export const claimStream = (key: ClaimKey): StreamName =>
  `${CLAIM_PREFIX}${createHash('sha256').update(key).digest('hex')}`;

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

const ClaimData = t.type({ key: t.string, holder: t.string });

/**
 * The claim that is held, by the last event of the claim's stream.
 *
 * Throws `StoreReadError` of type `Fatal` for an event that nobody writes there.
 */
export const heldIn = (last: RecordedEvent | undefined): Claim | undefined => {
  if (last === undefined || last.type === 'Released') return undefined;
  const data = parse(last.data);
  if (last.type === 'Claimed' && E.isRight(data) && ClaimData.is(data.right))
    return { key: data.right.key, holder: data.right.holder };
  throw new StoreReadError('Fatal', `${last.stream} ends with no event of a claim: ${last.type}`);
};
