/** What a request line asks for. */
export interface Asked {
  readonly method: string;
  /** As it stands in the request line. */
  readonly target: string;
}

/** Why a request is sent. Only of the first two it is known how long they may take. */
export type Kind = 'good' | 'hostile body' | 'documented' | 'hostile transport';

/** What is sent at once over one connection, and what becomes of the connection. */
export interface Shot {
  readonly kind: Kind;
  /** The production of the grammar that it comes from. */
  readonly name: string;
  /** The id that its requests carry, or that theirs begin with. */
  readonly id: string;
  /** What it may be taken for: what is answered beyond that is no request. */
  readonly asked: ReadonlyArray<Asked>;
  /** Sent one after the other, with a pause in between. */
  readonly pieces: ReadonlyArray<Buffer>;
  /**
   * What the client does after the last byte: waits until all is answered, says that it will send no
   * more, or leaves.
   */
  readonly ending: 'wait' | 'half-close' | 'abort';
  /** Whether the client reads nothing before it has sent all, as simple ones do. */
  readonly readsLast?: true;
}

/** A field of a head. */
export type Header = readonly [name: string, value: string];

/** A request as HTTP has it. */
export interface PlainRequest extends Asked {
  readonly headers: ReadonlyArray<Header>;
  readonly body?: Buffer;
}

/** Writes the head of a request exactly as it is told, each character as one byte. */
export const headBytes = ({ method, target }: Asked, headers: ReadonlyArray<Header>): Buffer =>
  Buffer.from(
    [
      `${method} ${target} HTTP/1.1`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
      '',
      '',
    ].join('\r\n'),
    'latin1',
  );

/** Writes a whole request. */
export const requestBytes = ({ body, headers, ...asked }: PlainRequest): Buffer =>
  body === undefined
    ? headBytes(asked, headers)
    : Buffer.concat([
        headBytes(asked, [...headers, ['Content-Length', body.length.toString()]]),
        body,
      ]);

/** Makes a shot of one request that must be answered. */
export const singleShot = (
  kind: Kind,
  name: string,
  id: string,
  { method, target, ...rest }: PlainRequest,
): Shot => ({
  kind,
  name,
  id,
  asked: [{ method, target }],
  pieces: [requestBytes({ method, target, ...rest })],
  ending: 'wait',
});
