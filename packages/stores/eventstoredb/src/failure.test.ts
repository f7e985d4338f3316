import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  InvalidArgumentError,
  InvalidTransactionError,
  NotLeaderError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  MaxAppendSizeExceededError,
  UnsupportedError,
} from '@eventstore/db-client';
import { StoreReadError } from '@facture/contract';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';

import { failureOf, toReadError } from './failure';

const serviceError = (details: string, trailers: Record<string, string> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code: status.UNKNOWN, details, metadata });
};

const LEADER = { 'leader-endpoint-host': '127.0.0.1', 'leader-endpoint-port': '2113' };

describe('an error of the client', () => {
  it.each([
    ['Lost', new TimeoutError()],
    ['Lost', new DeadlineExceededError()],
    ['Lost', new UnavailableError()],
    ['Lost', new CancelledError()],
    ['Lost', new NotLeaderError(serviceError('not leader', LEADER))],
    ['Lost', Object.assign(new Error('gone'), { code: 14 })],
    ['Lost', new UnknownError(serviceError('Server Is Not Ready'))],
    ['Lost', new UnknownError(serviceError('Server Is Busy'))],
    ['Lost', new UnknownError(serviceError('No leader info available'))],
    ['NotSent', new Error('Failed to discover after 10 attempts.')],
    ['NotSent', new UnavailableError(serviceError('No connection established. Last error: …'))],
    ['Unclear', new UnknownError(serviceError('Received RST_STREAM with code 2'))],
    ['Unclear', new Error('something else')],
    ['Unclear', 'a text'],
    ['Refused', new AccessDeniedError()],
    ['Refused', new StreamDeletedError(undefined, 's-1')],
    ['Refused', new InvalidTransactionError()],
    ['Refused', new InvalidArgumentError('what?')],
    ['Refused', new MaxAppendSizeExceededError(undefined, 1)],
    ['Refused', new UnsupportedError('this', '99')],
  ])('is %s: %s', (type, thrown) => {
    expect(failureOf(thrown).type).toBe(type);
  });

  it('ends a reading for now, or for ever where it is refused', () => {
    expect(toReadError(new UnavailableError()).type).toBe('Unavailable');
    expect(toReadError(new AccessDeniedError()).type).toBe('Fatal');
    const own = new StoreReadError('Fatal', 'damaged');
    expect(toReadError(own)).toBe(own);
  });
});
