import { Metadata, status } from '@grpc/grpc-js';

/** A gRPC status with the trailers by which the client knows the server's errors. */
export interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

/** A refusal of any kind. What is not ASCII cannot be put into trailers: the call breaks instead. */
export const refusal = (
  code: number,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): Refusal => {
  const metadata = new Metadata();
  if (!Object.values(trailers).every((value) => /^[ -~]*$/.test(value)))
    return { code: status.UNKNOWN, details: 'Received HTTP status code 500', metadata };
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

export const streamDeleted = (stream: string): Refusal =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (
  operation: string,
  stream: string,
  expected: string,
  actual: string,
): Refusal =>
  refusal(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expected,
      'actual-version': actual,
    },
  );

export const maximumAppendSizeExceeded = (bytes: number): Refusal =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytes),
  });

export const notLeader = (leader: { readonly host: string; readonly port: number }): Refusal =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });

export const missingMetadata = (property: string): Refusal =>
  refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

export const invalidArgument = (details: string): Refusal =>
  refusal(status.INVALID_ARGUMENT, details);

/** What the server says where it did not think of a case. */
export const thrownByHandler = (): Refusal =>
  refusal(status.UNKNOWN, 'Exception was thrown by handler.');

/** What the server says to a read of a stream from its end on. */
export const unexpectedResult = (): Refusal =>
  refusal(status.UNKNOWN, 'Unexpected ReadStreamResult: Error');

export const timedOut = (): Refusal => refusal(status.ABORTED, 'Operation timed out');

export const brokenOff = (): Refusal => refusal(status.UNAVAILABLE, 'Server Is Not Ready');
