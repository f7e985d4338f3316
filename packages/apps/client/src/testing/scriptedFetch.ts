import type { Fetch } from '../connection';

/** What a try gets: an answer, an exception, or nothing until it is given up. */
export type Scripted =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly throws: string }
  | 'silence';

/** A request as it was sent. */
interface Sent {
  readonly url: string;
  readonly method: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const leave = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
  });

/** Makes a `fetch` that answers as it is told, the last way for ever, and keeps what was sent. */
export const scriptedFetch = (...script: ReadonlyArray<Scripted>) => {
  const sent: Array<Sent> = [];
  const fetch: Fetch = async (url, { method, body, headers, signal }) => {
    sent.push({
      url,
      method: method ?? 'GET',
      body: body as string | undefined,
      headers: headers as Record<string, string>,
    });
    if (signal?.aborted === true) throw signal.reason;
    const next = script[Math.min(sent.length, script.length) - 1] ?? 'silence';
    if (next === 'silence') return silence(signal as AbortSignal);
    if ('throws' in next) throw new TypeError('fetch failed', { cause: new Error(next.throws) });
    const text = typeof next.body === 'string' ? next.body : JSON.stringify(next.body ?? {});
    return new Response(text, {
      status: next.status,
      headers: { 'Content-Type': 'application/json', ...next.headers },
    });
  };
  return { fetch, sent };
};

/** A refusal as the service writes it. */
export const problem = (
  status: number,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): Scripted => ({
  status,
  body: {
    type: `urn:facture:error:${code}`,
    title: code,
    status,
    detail: `${code}!`,
    code,
    fields: [],
    ...more,
  },
});

/** What the service answers to whatever it accepts. */
export const acceptance = {
  date: '2026-01-31T12:00:00.0000000+00:00',
  orderId: 'o-1',
  receipt: '0123456789abcdef0123456789abcdef',
} as const;
