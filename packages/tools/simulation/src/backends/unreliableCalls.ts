import { convertToCommandError } from '@eventstore/db-client';
import type { AppendReq, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { Calls, ReadCall } from '@facture/eventstoredb';
import type { InProcessServer } from '@facture/standin';

import type { Process } from '../process';
import type { Network } from '../unreliableStore';
import type { World } from '../world';

const LATE_MS = 5_000;
const UNAVAILABLE = 14;

const lost = (message: string): Error => Object.assign(new Error(message), { code: UNAVAILABLE });

const streamOf = ([first]: ReadonlyArray<AppendReq>): string =>
  new TextDecoder().decode(first?.getOptions()?.getStreamIdentifier()?.getStreamName_asU8());

const isReadingOfStream = (request: ReadReq): boolean => request.getOptions()?.hasStream() === true;

const isSubscription = (request: ReadReq): boolean =>
  request.getOptions()?.hasSubscription() === true;

/** The calls of the client, as they are when all goes well. */
export const reliableCalls = (server: InProcessServer): Calls => ({
  append: (requests) => Promise.resolve(server.append(requests)),
  read: (request) => {
    const left = new AbortController();
    const answers = server.read(request, left.signal);
    return Promise.resolve({
      [Symbol.asyncIterator]: () => answers[Symbol.asyncIterator](),
      isDrained: () => true,
      cancel: () => {
        left.abort();
      },
    });
  },
  close: () => Promise.resolve(),
});

/**
 * The calls of the client as one process makes them, over a way that loses, delays, doubles and
 * reorders messages. The process may crash before and after each write, of a claim as of an order.
 */
export const unreliableCalls = (
  world: World,
  process: Process,
  network: Network,
  server: InProcessServer,
): Calls => {
  const { schedule, chance, faults, trace } = world;
  const { alive } = process;
  const halt = (): Promise<never> => {
    process.crash();
    return alive(new Promise<never>(() => undefined));
  };
  const orConverted = <A>(call: () => A): A => {
    try {
      return call();
    } catch (thrown) {
      throw thrown instanceof Error && 'code' in thrown ? convertToCommandError(thrown) : thrown;
    }
  };

  const append: Calls['append'] = async (requests) => {
    const stream = streamOf(requests);
    const kind = stream.startsWith('claim-') ? 'claim' : 'append';
    const later = (): void => {
      schedule.later(chance.between(0, LATE_MS), () => {
        server.append(requests);
      });
    };
    if (network.isAway()) throw lost('the server is away');
    if (faults.strikes(`crash before ${kind}`)) return halt();
    const message = network.underWay(stream);
    try {
      await alive(network.travel());
      if (faults.strikes('request lost')) throw lost('no answer');
      if (faults.strikes('write late')) {
        later();
        throw lost('no answer yet');
      }
      message.arrive();
      const response = orConverted(() => server.append(requests));
      trace.tell(`${process.name} ${stream}: ${response.hasSuccess() ? 'written' : 'refused'}`);
      if (faults.strikes('duplicate delivery')) later();
      if (faults.strikes(`crash after ${kind}`)) return await halt();
      if (faults.strikes('acknowledgement lost')) throw lost('the answer was lost');
      if (faults.strikes('acknowledgement late'))
        await alive(schedule.sleep(chance.between(1, LATE_MS)));
      await alive(network.travel());
      return response;
    } finally {
      message.end();
    }
  };

  async function* carried(
    answers: AsyncIterable<ReadResp>,
    request: ReadReq,
    upTo: number,
  ): AsyncGenerator<ReadResp, undefined> {
    const iterator = answers[Symbol.asyncIterator]();
    const isLive = isSubscription(request);
    let events = 0;
    try {
      for (;;) {
        const next = await alive(iterator.next());
        if (next.done === true) return undefined;
        if (next.value.hasEvent() && ++events > upTo) return undefined;
        if (isLive && chance.happens(0.3)) await alive(network.travel());
        if (isLive && faults.strikes('subscription ended quietly')) return undefined;
        if (faults.strikes(isLive ? 'subscription cut' : 'reading cut')) throw lost('cut off');
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  const read: Calls['read'] = async (request, { requiresLeader }): Promise<ReadCall> => {
    if (network.isAway()) throw lost('the server is away');
    await alive(network.travel());
    const left = new AbortController();
    // A follower may know only the beginning of a stream.
    const mayLag = isReadingOfStream(request) && !requiresLeader && !isSubscription(request);
    const upTo = mayLag && faults.strikes('stale read') ? chance.between(0, 2) : Infinity;
    const answers = carried(server.read(request, left.signal), request, upTo);
    return {
      [Symbol.asyncIterator]: () => answers,
      isDrained: () => true,
      cancel: () => {
        left.abort();
      },
    };
  };

  return { append, read, close: () => Promise.resolve() };
};
