import type { EmmettConnection, EmmettEvent, Emmett } from '../emmett/contestants';

/** An Emmett that keeps its files in memory, for tests where it is not installed. */
export const emmettInMemory = (): Emmett => {
  const files = new Map<string, Array<EmmettEvent & { readonly stream: string }>>();
  const eventsOf = (file: string) => {
    const events = files.get(file) ?? [];
    files.set(file, events);
    return events;
  };
  const fileOf = new Map<EmmettConnection, string>();
  return {
    sqliteConnection: ({ fileName }) => {
      const connection: EmmettConnection = {
        querySingle: () => Promise.resolve({ journal_mode: 'wal', synchronous: 2 }),
        command: () => Promise.resolve(),
        close: () => undefined,
      };
      fileOf.set(connection, fileName);
      return connection;
    },
    getSQLiteEventStore: ({ fileName }) => ({
      appendToStream: (stream, events, { expectedStreamVersion }) => {
        const all = eventsOf(fileName);
        const length = all.filter((event) => event.stream === stream).length;
        if (BigInt(length) !== expectedStreamVersion) throw new Error(`${stream} has ${length}`);
        all.push(...events.map((event) => ({ ...event, stream })));
        return Promise.resolve();
      },
      aggregateStream: (stream, { initialState, evolve }) =>
        Promise.resolve(
          eventsOf(fileName)
            .filter((event) => event.stream === stream)
            .reduce(evolve, initialState()),
        ),
    }),
    readMessagesBatch: (connection, { after, batchSize }) => {
      const from = Number(after);
      const page = eventsOf(fileOf.get(connection) ?? '').slice(from, from + batchSize);
      return Promise.resolve({
        messages: page.map(({ stream, ...event }, index) => ({
          ...event,
          metadata: { streamName: stream, globalPosition: BigInt(from + index + 1) },
        })),
        currentGlobalPosition: BigInt(from + page.length),
        areEventsLeft: page.length === batchSize,
      });
    },
  };
};
