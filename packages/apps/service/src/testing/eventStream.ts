import { request, type IncomingMessage } from 'node:http';

/** An event of a stream, or the comment that is a sign of life. */
export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

/** A stream of server-sent events that is open. */
export interface EventStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly events: ReadonlyArray<StreamEvent>;
  /** Waits until the events so far fulfil something. */
  readonly until: (
    enough: (events: ReadonlyArray<StreamEvent>) => boolean,
  ) => Promise<ReadonlyArray<StreamEvent>>;
  /** Resolves when the service has ended the stream. */
  readonly ended: Promise<void>;
  readonly response: IncomingMessage;
  readonly leave: () => void;
}

const parsed = (block: string): StreamEvent => {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
  const data = fields.get('data');
  return {
    event: fields.get('event') ?? (fields.has('') ? 'comment' : 'other'),
    id: fields.get('id'),
    data: data === undefined ? undefined : (JSON.parse(data) as unknown),
  };
};

const PATIENCE_MS = 15_000;

/** Opens a stream of server-sent events. */
export const openStream = async (
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventStream> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers, agent: false }, resolve).once('error', reject).end();
  });
  const events: Array<StreamEvent> = [];
  const waiting = new Set<() => void>();
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    events.push(...blocks.map(parsed));
    for (const wake of waiting) wake();
  });
  const ended = new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.once('error', () => {
      resolve();
    });
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    until: (enough) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`not in time: ${JSON.stringify(events.slice(-5))}`));
        }, PATIENCE_MS);
        const look = () => {
          if (!enough(events)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve([...events]);
        };
        waiting.add(look);
        look();
      }),
    ended,
    response,
    leave: () => response.destroy(),
  };
};
