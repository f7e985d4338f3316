import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { eventFilter, type EventFilter } from './eventFilter';
import { streamName } from './identifiers';

/** Where a read begins: a revision of a stream, or a position in `$all`. */
export type Start = bigint | 'start' | 'end';

/** What a client wants to read. */
export interface ReadRequest {
  /** Absent for `$all`. */
  readonly stream: string | undefined;
  readonly from: Start;
  readonly backwards: boolean;
  /** Absent for a subscription, which has no end. */
  readonly count: number | undefined;
  readonly filter: EventFilter | undefined;
  readonly structuredIds: boolean;
}

const streamStart = (options: ReadReq.Options.StreamOptions): Start => {
  if (options.hasEnd()) return 'end';
  return options.hasRevision() ? BigInt(options.getRevision()) : 'start';
};

const allStart = (options: ReadReq.Options.AllOptions | undefined): Start => {
  const position = options?.getPosition();
  if (position !== undefined) {
    const commit = BigInt(position.getCommitPosition());
    if (BigInt(position.getPreparePosition()) > commit) {
      throw new RangeError('The commit position cannot be less than the prepare position.');
    }
    return commit;
  }
  return options?.hasEnd() === true ? 'end' : 'start';
};

/** Takes a request apart. Throws where a pattern or a position is not one. */
export const readRequest = (request: ReadReq): ReadRequest => {
  const options = request.getOptions() ?? new ReadReq.Options();
  const stream = options.getStream();
  const filter = options.getFilter();
  return {
    stream: stream === undefined ? undefined : streamName(stream.getStreamIdentifier()),
    from: stream === undefined ? allStart(options.getAll()) : streamStart(stream),
    backwards: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS,
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filter === undefined ? undefined : eventFilter(filter),
    structuredIds: options.getUuidOption()?.hasString() !== true,
  };
};
