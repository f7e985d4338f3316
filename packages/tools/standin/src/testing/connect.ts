import {
  EventStoreDBClient,
  jsonEvent,
  type EventData,
  type JSONEventType,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { startStandin, type Standin, type StandinOptions } from '../startStandin';

/** Without credentials on the call the client appends over its batch stream. */
export const unary = { credentials: { username: 'admin', password: 'changeit' } };

/** The two ways in which the client appends. */
export const ways = [
  ['one call per append', unary],
  ['the batch stream', {}],
] as const;

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

export const connect = (to: Standin | string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(
    typeof to === 'string' ? to : to.connectionString,
  );
  opened.push(() => client.dispose());
  return client;
};

/** An id made of one number, so that a test can say which events are the same. */
export const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const event = (
  number: number,
  type = 'Counted',
  body: number | string = number,
): EventData =>
  jsonEvent<JSONEventType<string, { number: number | string }>>({
    id: idOf(number),
    type,
    data: { number: body },
  });

export const events = (...numbers: ReadonlyArray<number>): EventData[] =>
  numbers.map((number) => event(number));

type Shown = NonNullable<ResolvedEvent['event']>;

/** What a server writes of its own accord before anybody else. */
const isServersOwn = ({ streamId }: Shown): boolean => streamId === '$$$scavenges';

/** The events that a read shows, but for the server's own. */
export const collect = async (
  read: AsyncIterable<ResolvedEvent>,
  count = Infinity,
): Promise<ReadonlyArray<Shown>> => {
  const collected: Shown[] = [];
  for await (const { event: one } of read) {
    if (one !== undefined && !isServersOwn(one)) collected.push(one);
    if (collected.length >= count) break;
  }
  return collected;
};

const numberIn = ({ data }: Pick<Shown, 'data'>): unknown => (data as { number?: unknown }).number;

/** The numbers in the events that a read shows. */
export const numbersIn = async (
  read: AsyncIterable<ResolvedEvent>,
  count = Infinity,
): Promise<ReadonlyArray<unknown>> => (await collect(read, count)).map(numberIn);

/** What a promise fails with. */
export const failure = async (work: Promise<unknown>): Promise<Record<string, unknown>> => {
  const nothing = {};
  const error = await work.then(
    () => nothing,
    (reason: unknown) => reason as Record<string, unknown>,
  );
  if (error === nothing) throw new Error('Nothing failed.');
  return error;
};

/** Resolves when a condition holds. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
};

/**
 * Connects, and returns when a read has come through. The clients of a process share connections,
 * so that a new one may still be handed a connection that was cut.
 */
export const connected = async (to: Standin): Promise<EventStoreDBClient> => {
  const client = connect(to);
  await until(() =>
    collect(client.readAll({ maxCount: 1 })).then(
      () => true,
      () => false,
    ),
  );
  return client;
};
