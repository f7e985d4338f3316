import type { EventStore, RecordedEvent, ReleaseOutcome, Revision } from '@facture/contract';

import { claimStream, heldIn, type Claim } from './claimStream';
import { releaseAt, type ClaimContext } from './claims';
import { toReadError } from './failure';

const release = async (
  context: ClaimContext,
  claim: Claim,
  revision: Revision,
): Promise<ReleaseOutcome> => {
  if (context.trying.closing.aborted) return { type: 'Unavailable', reason: 'the store is closed' };
  try {
    return await releaseAt(context, claim, revision);
  } catch (thrown) {
    return { type: 'OutcomeUnknown', reason: toReadError(thrown).reason };
  }
};

/** Lists the claims that are held, by those of their events that are still the last ones. */
export const claimsApart = (
  claimEvents: () => AsyncIterable<RecordedEvent>,
  claiming: ClaimContext,
): EventStore['claimsApart'] =>
  async function* () {
    const { streams, space } = claiming;
    for await (const event of claimEvents()) {
      const claim = heldIn(event);
      if (claim === undefined) continue;
      const last = await streams.last(space + claimStream(claim.key));
      const { id, revision, recordedAt: takenAt } = event;
      if (last?.id === id)
        yield { ...claim, takenAt, release: () => release(claiming, claim, revision) };
    }
  };
