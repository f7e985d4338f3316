import type { ClientError } from '@facture/client';
import { absurd } from 'fp-ts/function';

import type { Words } from './words';

/** Says why the service has no answer, and what to do. */
export const complain = ({ complaint }: Words, error: ClientError): string => {
  switch (error.type) {
    case 'Refused':
      if (error.status === 401) return complaint.wrongKey;
      if (error.status === 403) return complaint.missingResource;
      return complaint.refused(error.message);
    case 'NotSent':
      return complaint.unsendable;
    case 'Unavailable':
      return error.retryAfterMs === null
        ? complaint.away
        : complaint.busy(Math.max(1, Math.ceil(error.retryAfterMs / 1_000)));
    case 'OutcomeUnknown':
      return complaint.away;
    case 'InvalidAnswer':
      return complaint.noSuchAnswer;
    default:
      return absurd(error);
  }
};
