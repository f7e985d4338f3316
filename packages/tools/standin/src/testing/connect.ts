import { EventStoreDBClient, jsonEvent, type JSONEventType } from '@eventstore/db-client';
import type { EventData, ResolvedEvent } from '@eventstore/db-client';
import { startStandin, type Standin, type StandinOptions } from '../startStandin';

/** Without credentials per call the client appends over its batch stream. */
export const unary = { credentials: { username: 'admin', password: 'changeit' } };

/** What a test started, to be ended after it: a server or client left open hangs the runner. */
const opened: (() => Promise<void>)[] = [];

export const endAll = async (): Promise<void> => {
  for (let end = opened.pop(); end !== undefined; end = opened.pop()) await end();
};

export const start = async (options?: StandinOptions): Promise<Standin> => {
  const standin = await startStandin(options);
  opened.push(standin.stop);
  return standin;
};

export const connect = (standin: Standin, parameters = ''): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(standin.connectionString + parameters);
  opened.push(() => client.dispose());
  return client;
};

/** An id made of one number, so that a test can say which events are the same. */
export const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const event = (number: number, type = 'Counted'): EventData =>
  jsonEvent<JSONEventType<string, { number: number }>>({
    id: idOf(number),
    type,
    data: { number },
  });

export const events = (...numbers: ReadonlyArray<number>): EventData[] =>
  numbers.map((number) => event(number));

export const collect = async (
  read: AsyncIterable<ResolvedEvent>,
): Promise<ReadonlyArray<NonNullable<ResolvedEvent['event']>>> => {
  const collected = [];
  for await (const { event: one } of read) if (one !== undefined) collected.push(one);
  return collected;
};

/** The numbers in the events that a read shows. */
export const numbersIn = async (
  read: AsyncIterable<ResolvedEvent>,
): Promise<ReadonlyArray<unknown>> =>
  (await collect(read)).map(({ data }) => (data as { number?: number }).number);

export const failure = async (work: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await work;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('Nothing failed.');
};
