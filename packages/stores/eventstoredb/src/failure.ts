import { ErrorType, isCommandError } from '@eventstore/db-client';
import { StoreReadError } from '@facture/contract';

/** Why a call did not do what it was asked. */
export interface Failure {
  /**
   * `NotSent`: the request never left. `Lost`: it may have been carried out, and may be sent again.
   * `Unclear`: it may have been carried out, and sending it again is not known to help. `Refused`:
   * it was not carried out and never will be.
   */
  readonly type: 'NotSent' | 'Lost' | 'Unclear' | 'Refused';
  readonly reason: string;
}

const LOST: ReadonlySet<string> = new Set([
  'timeout',
  'deadline-exceeded',
  'unavailable',
  'cancelled',
  'not-leader',
]);

const PASSING = /Server Is Not Ready|Server Is Busy|No leader info/i;
const NEVER_LEFT = /Failed to discover|No connection established|Name resolution failed/i;

const GRPC_UNAVAILABLE = 14;

/** What an error says, which may be of another realm, where `instanceof Error` is false. */
const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown
    ? String(thrown.message)
    : String(thrown);

const codeOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;

const classify = (thrown: unknown, message: string): Failure['type'] => {
  if (NEVER_LEFT.test(message)) return 'NotSent';
  if (!(thrown instanceof Error) || !isCommandError(thrown))
    return codeOf(thrown) === GRPC_UNAVAILABLE ? 'Lost' : 'Unclear';
  if (LOST.has(thrown.type)) return 'Lost';
  if (thrown.type !== ErrorType.UNKNOWN) return 'Refused';
  return PASSING.test(message) ? 'Lost' : 'Unclear';
};

/** Tells what an error of the client means for the call that it ended. */
export const failureOf = (thrown: unknown): Failure => {
  const message = messageOf(thrown);
  const kind = thrown instanceof Error && isCommandError(thrown) ? `${thrown.type}: ` : '';
  return { type: classify(thrown, message), reason: `${kind}${message}` };
};

/** Turns what ended a reading into the error of the port. */
export const toReadError = (thrown: unknown): StoreReadError => {
  if (thrown instanceof StoreReadError) return thrown;
  const { type, reason } = failureOf(thrown);
  return new StoreReadError(type === 'Refused' ? 'Fatal' : 'Unavailable', reason);
};
