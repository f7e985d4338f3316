import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type {
  EventToAppend,
  ExpectedRevision,
  Position,
  Revision,
  StreamName,
} from '@facture/contract';

import { fromPosition } from './position';
import { toWire } from './storedEvent';
import type { StreamFilter } from './streamFilter';

const { Options } = ReadReq;
const { BACKWARDS } = Options.ReadDirection;

const EVERYTHING = Number.MAX_SAFE_INTEGER.toString();

// The server tells how far it has come after so many events that it kept back.
const WINDOW = 32;

const identifierOf = (stream: StreamName): StreamIdentifier =>
  new StreamIdentifier().setStreamName(new TextEncoder().encode(stream));

/** The messages of one append. They are built once, and sent again as they are. */
export const appendRequests = (
  stream: StreamName,
  expected: ExpectedRevision,
  events: ReadonlyArray<EventToAppend>,
): ReadonlyArray<AppendReq> => {
  const options = new AppendReq.Options().setStreamIdentifier(identifierOf(stream));
  if (expected === 'no-stream') options.setNoStream(new Empty());
  else options.setRevision(expected.toString());
  return [new AppendReq().setOptions(options), ...events.map(toWire)];
};

const reading = (): ReadReq.Options =>
  new Options()
    .setUuidOption(new Options.UUIDOption().setString(new Empty()))
    .setNoFilter(new Empty());

const asked = (options: ReadReq.Options): ReadReq => new ReadReq().setOptions(options);

/** Reads a stream from a revision on, or so many events from there. */
export const readStreamRequest = (stream: StreamName, from: Revision, count?: number): ReadReq => {
  const place = new Options.StreamOptions()
    .setStreamIdentifier(identifierOf(stream))
    .setRevision(from.toString());
  return asked(
    reading()
      .setStream(place)
      .setCount(count?.toString() ?? EVERYTHING),
  );
};

/** Reads the last event of a stream. */
export const readLastRequest = (stream: StreamName): ReadReq => {
  const place = new Options.StreamOptions()
    .setStreamIdentifier(identifierOf(stream))
    .setEnd(new Empty());
  return asked(reading().setStream(place).setReadDirection(BACKWARDS).setCount('1'));
};

const filterOf = ({ pattern }: StreamFilter): ReadReq.Options.FilterOptions =>
  new Options.FilterOptions()
    .setStreamIdentifier(new Options.FilterOptions.Expression().setRegex(pattern))
    .setCheckpointintervalmultiplier(1);

const placeAt = (position: Position | undefined): ReadReq.Options.AllOptions => {
  const place = new Options.AllOptions();
  if (position === undefined) return place.setStart(new Empty());
  const { commit, prepare } = fromPosition(position);
  return place.setPosition(
    new Options.Position()
      .setCommitPosition(commit.toString())
      .setPreparePosition(prepare.toString()),
  );
};

/** Reads all streams that a filter keeps, from a position on and with what stands there. */
export const readAllRequest = (
  filter: StreamFilter,
  from: Position | undefined,
  count?: number,
): ReadReq =>
  asked(
    reading()
      .setAll(placeAt(from))
      .setFilter(filterOf(filter).setCount(new Empty()))
      .setCount(count?.toString() ?? EVERYTHING),
  );

/** Reads the last event of all streams that a filter keeps. */
export const readHeadRequest = (filter: StreamFilter): ReadReq =>
  asked(
    reading()
      .setAll(new Options.AllOptions().setEnd(new Empty()))
      .setFilter(filterOf(filter).setCount(new Empty()))
      .setReadDirection(BACKWARDS)
      .setCount('1'),
  );

/** Reads all streams that a filter keeps, after a position, and goes on with what comes. */
export const subscribeRequest = (filter: StreamFilter, after: Position | undefined): ReadReq =>
  asked(
    reading()
      .setAll(placeAt(after))
      .setFilter(filterOf(filter).setMax(WINDOW))
      .setSubscription(new Options.SubscriptionOptions()),
  );
