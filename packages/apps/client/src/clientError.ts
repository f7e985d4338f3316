import type { FailedField } from '@facture/vtex';

/** Why a call has no answer. */
export type ClientError =
  | { readonly type: 'NotSent'; readonly reason: string }
  | {
      readonly type: 'Refused';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      /** The fields that the refusal is about, by the platform's names. */
      readonly fields: ReadonlyArray<FailedField>;
      /** What else the refusal knows: ids, amounts, what is left. */
      readonly members: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'Unavailable';
      readonly reason: string;
      /** How long the service asks to be left alone; null when it did not say. */
      readonly retryAfterMs: number | null;
    }
  | { readonly type: 'OutcomeUnknown'; readonly reason: string }
  | {
      readonly type: 'InvalidAnswer';
      readonly status: number;
      readonly problems: ReadonlyArray<string>;
    };

/** What an error means, and what to do about it. */
export interface ClientErrorEntry {
  readonly meaning: string;
  readonly remedy: string;
}

/** Every error that a call can end with. */
export const clientErrors: Readonly<Record<ClientError['type'], ClientErrorEntry>> = {
  NotSent: {
    meaning: 'No request can say this: a name that no URL holds, or a body that is no JSON.',
    remedy: 'Correct the arguments.',
  },
  Refused: {
    meaning: 'The service said no, and why. Nothing was written.',
    remedy: 'Read the code, correct what it names.',
  },
  Unavailable: {
    meaning: 'The service is away or busy. Nothing was written.',
    remedy: 'Call again later.',
  },
  OutcomeUnknown: {
    meaning: 'The answer was lost: it may or may not have been written.',
    remedy: 'Call again later with the same document; it is written once.',
  },
  InvalidAnswer: {
    meaning: 'Something answered, and not as the service does. A write may have happened.',
    remedy: 'Check the address, what stands before the service, and its version.',
  },
};
