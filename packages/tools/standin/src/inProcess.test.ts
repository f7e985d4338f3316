import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { describe, expect, it } from '@jest/globals';
import { openInProcess, type InProcessServer } from './inProcess';

const identifier = (name: string) =>
  new StreamIdentifier().setStreamName(new TextEncoder().encode(name));

const id = (n: number) => `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`;

const anAppend = (stream: string, revision: number | undefined, ids: ReadonlyArray<string>) => {
  const options = new AppendReq.Options().setStreamIdentifier(identifier(stream));
  if (revision === undefined) options.setNoStream(new Empty());
  else options.setRevision(String(revision));
  const events = ids.map((each) => {
    const message = new AppendReq.ProposedMessage()
      .setId(new UUID().setString(each))
      .setData(new TextEncoder().encode('{}'));
    message.getMetadataMap().set('type', 'Happened').set('content-type', 'application/json');
    return new AppendReq().setProposedMessage(message);
  });
  return [new AppendReq().setOptions(options), ...events];
};

const reading = (stream: string, count?: number) => {
  const options = new ReadReq.Options()
    .setStream(
      new ReadReq.Options.StreamOptions()
        .setStreamIdentifier(identifier(stream))
        .setStart(new Empty()),
    )
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()))
    .setNoFilter(new Empty());
  if (count === undefined) options.setSubscription(new ReadReq.Options.SubscriptionOptions());
  else options.setCount(String(count));
  return new ReadReq().setOptions(options);
};

const idOf = (answer: ReadResp) => answer.getEvent()?.getEvent()?.getId()?.getString();

const server = () => openInProcess({ now: () => new Date(0), maxAppendBytes: 100 });

const never = new AbortController().signal;

const idsIn = async (of: InProcessServer, stream: string) => {
  const found: Array<string | undefined> = [];
  for await (const answer of of.read(reading(stream, 10), never)) found.push(idOf(answer));
  return found;
};

describe('a server without a wire', () => {
  it('appends at the revision that is expected, and shows it to readers', async () => {
    const its = server();
    expect(its.append(anAppend('a-1', undefined, [id(1)])).hasSuccess()).toBe(true);
    expect(its.append(anAppend('a-1', 0, [id(2), id(3)])).hasSuccess()).toBe(true);
    expect(its.append(anAppend('a-1', 0, [id(4)])).hasWrongExpectedVersion()).toBe(true);
    expect(await idsIn(its, 'a-1')).toEqual([id(1), id(2), id(3)]);
    expect(its.events.map(({ event }) => event.id)).toEqual([id(1), id(2), id(3)]);
  });

  it('says that a stream is not there', async () => {
    for await (const answer of server().read(reading('a-1', 10), never))
      expect(answer.hasStreamNotFound()).toBe(true);
    expect.assertions(1);
  });

  it('refuses with the status and the trailers of the wire', () => {
    const ids = Array.from({ length: 10 }, (_, n) => id(n));
    const tooLarge = () => server().append(anAppend('a-1', undefined, ids));
    expect(tooLarge).toThrow(expect.objectContaining({ code: 3 }));
    const nameless = () => server().append(anAppend('', undefined, [id(1)]));
    expect(nameless).toThrow('no stream');
  });

  it('tells subscribers what was there, that they caught up, and what comes', async () => {
    const its = server();
    its.append(anAppend('a-1', undefined, [id(1)]));
    const left = new AbortController();
    const told: Array<string | undefined> = [];
    for await (const answer of its.read(reading('a-1'), left.signal)) {
      told.push(idOf(answer) ?? (answer.hasCaughtUp() ? 'caught up' : 'confirmed'));
      if (answer.hasCaughtUp()) its.append(anAppend('a-1', 0, [id(2)]));
      if (told.length === 4) left.abort();
    }
    expect(told).toEqual(['confirmed', id(1), 'caught up', id(2)]);
  });

  it('lets go of a reader that leaves', async () => {
    const its = server();
    its.append(anAppend('a-1', undefined, [id(1)]));
    for await (const answer of its.read(reading('a-1'), never)) {
      expect(answer.hasConfirmation()).toBe(true);
      break;
    }
    expect(its.append(anAppend('a-1', 0, [id(2)])).hasSuccess()).toBe(true);
  });
});
