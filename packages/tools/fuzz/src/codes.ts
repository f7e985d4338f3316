import { errorCodes, type ErrorCode } from '@facture/vtex';

/** The codes that no request can bring about while the store works: why, and which test does it. */
export const UNREACHABLE: Readonly<Partial<Record<ErrorCode, string>>> = {
  Conflict: 'one process writes an order in turn; replicas.int.test.ts has several',
  CommandIdReused: 'each request makes a command id of its own; handleFailures.test.ts',
  InternalError: 'it would be a finding; failure.test.ts',
  StoreFailed: 'needs a store that fails; storeTrouble.test.ts',
  RevisionGap: 'needs a history with a hole; sequence.test.ts',
  OrderNotPlaced: 'needs a history without its beginning; sequence.test.ts',
  StreamQuarantined: 'needs a history that cannot be read; storeTrouble.test.ts',
  StoreUnavailable: 'needs a store that is away; storeTrouble.test.ts',
  OutcomeUnknown: 'needs a store that is away in the middle; storeTrouble.test.ts',
  LogUnavailable: 'needs a log that cannot be read; audit.test.ts',
  Overloaded: 'needs an event loop that stands still for seconds; http.test.ts',
};

/** The codes that a run can reach. */
export const REACHABLE: ReadonlyArray<ErrorCode> = (
  Object.keys(errorCodes) as ReadonlyArray<ErrorCode>
).filter((code) => UNREACHABLE[code] === undefined);
