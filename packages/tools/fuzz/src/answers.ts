/** An answer, as its bytes have it. */
export interface Answer {
  readonly status: number;
  /** By names in lower case; the last one counts where a name stands twice. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty for a stream, which never ends. */
  readonly body: string;
}

/** Reads the answers of one connection. */
export interface AnswerReader {
  readonly answers: ReadonlyArray<Answer>;
  /** What is no HTTP; nothing is read after it. */
  readonly broken: () => string | undefined;
  readonly feed: (bytes: Buffer) => void;
  /** Ends an answer that lasts as long as its connection. */
  readonly end: () => void;
}

const END_OF_HEAD = '\r\n\r\n';

interface Head {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: number;
}

const headOf = (text: string): Head | undefined => {
  const [first = '', ...lines] = text.split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(first) ?? [];
  if (status === undefined) return undefined;
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return {
    status: Number(status),
    headers: new Map(headers),
    bytes: text.length + END_OF_HEAD.length,
  };
};

/** The chunks that there are so far; undefined in place of bytes until the last one is there. */
const unchunked = (
  bytes: Buffer,
): { readonly body: Buffer; readonly length: number } | 'broken' | undefined => {
  const parts: Array<Buffer> = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const digits = bytes.toString('latin1', at, end);
    if (!/^[0-9a-f]{1,8}$/i.test(digits)) return 'broken';
    const size = Number.parseInt(digits, 16);
    const next = end + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), length: next };
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
};

/** Makes what reads the answers to requests of these methods, in their order. */
export const readAnswers = (methods: ReadonlyArray<string>): AnswerReader => {
  const answers: Array<Answer> = [];
  let rest = Buffer.alloc(0);
  let broken: string | undefined;
  let open: { readonly head: Head } | undefined;

  const complete = ({ status, headers }: Head, body: string, length: number): void => {
    rest = rest.subarray(length);
    if (status >= 200) answers.push({ status, headers, body });
    open = undefined;
  };

  const takeBody = (head: Head): boolean => {
    const { status, headers } = head;
    const isBare = status < 200 || status === 204 || status === 304;
    const length = headers.get('content-length');
    if (isBare || methods[answers.length] === 'HEAD') complete(head, '', 0);
    else if (headers.get('content-type')?.startsWith('text/event-stream') === true)
      complete(head, '', rest.length);
    else if (headers.get('transfer-encoding') === 'chunked') {
      const found = unchunked(rest);
      if (found === 'broken') broken = 'a chunk has no size';
      if (found === undefined || found === 'broken') return false;
      complete(head, found.body.toString('utf8'), found.length);
    } else if (length !== undefined) {
      if (rest.length < Number(length)) return false;
      complete(head, rest.toString('utf8', 0, Number(length)), Number(length));
    } else return false;
    return true;
  };

  const take = (): boolean => {
    if (open !== undefined) return takeBody(open.head);
    const end = rest.indexOf(END_OF_HEAD);
    if (end < 0) return false;
    const head = headOf(rest.toString('latin1', 0, end));
    if (head === undefined) {
      broken = 'an answer has no status line';
      return false;
    }
    rest = rest.subarray(head.bytes);
    open = { head };
    return true;
  };

  return {
    answers,
    broken: () => broken,
    feed: (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      while (broken === undefined && take());
    },
    end: () => {
      if (open !== undefined && !open.head.headers.has('content-length'))
        complete(open.head, rest.toString('utf8'), rest.length);
      if (rest.length > 0 || open !== undefined) broken ??= 'an answer breaks off';
    },
  };
};
