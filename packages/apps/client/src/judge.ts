import { ProblemDocument } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type * as t from 'io-ts';

import type { ClientError } from './clientError';

/** What came back from a try. */
export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/** Reads all of an answer. */
export const replyIn = async (response: Response): Promise<Reply> => {
  const text = await response.text();
  return { status: response.status, header: (name) => response.headers.get(name), text };
};

/** Why a try did not succeed, and whether another one may. */
export interface Setback {
  readonly error: ClientError;
  readonly mayTryAgain: boolean;
  /** How long the service asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/** Whatever stands before the service answers with these when it did not get through to it. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

const MAX_PROBLEMS = 10;

/** Names what is wrong, and never the value: it may be anybody's. */
const problemOf = ({ context }: t.ValidationError): string => {
  const path = context.map(({ key }) => key).filter((key) => key !== '');
  return `${['answer', ...path].join('.')} is no ${context.at(-1)?.type.name ?? 'such value'}`;
};

/** Checks what the service says. Gives what is wrong with it. */
export const decoded = <A>(
  said: unknown,
  codec: t.Decoder<unknown, A>,
): E.Either<ReadonlyArray<string>, A> =>
  pipe(
    codec.decode(said),
    E.mapLeft((errors) => errors.slice(0, MAX_PROBLEMS).map(problemOf)),
  );

/** Reads what the service says as JSON. Gives what is wrong with it. */
export const read = <A>(
  text: string,
  codec: t.Decoder<unknown, A>,
): E.Either<ReadonlyArray<string>, A> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => ['answer is no JSON'],
    ),
    E.flatMap((json) => decoded(json, codec)),
  );

const retryAfterMsIn = (header: string | null): number | undefined =>
  header !== null && /^\d{1,7}$/.test(header) ? Number(header) * 1_000 : undefined;

const final = (error: ClientError): Setback => ({ error, mayTryAgain: false });

const again = (error: ClientError, retryAfterMs?: number): Setback => ({
  error,
  mayTryAgain: true,
  retryAfterMs,
});

/** What is known when there is no answer of the service: of a write, nothing. */
export const lost = (writes: boolean, reason: string, retryAfterMs?: number): Setback =>
  again(
    writes
      ? { type: 'OutcomeUnknown', reason }
      : { type: 'Unavailable', reason, retryAfterMs: retryAfterMs ?? null },
    retryAfterMs,
  );

/** What is known when an answer is not as the service gives it. */
export const invalid = (status: number, problems: ReadonlyArray<string>): Setback =>
  final({ type: 'InvalidAnswer', status, problems });

const refused = ({
  status,
  code,
  detail,
  fields,
  type: _type,
  title: _title,
  ...members
}: ProblemDocument): ClientError => ({
  type: 'Refused',
  status,
  code,
  message: detail,
  fields,
  members,
});

const setbackOf = (problem: ProblemDocument, retryAfterMs?: number): Setback => {
  const { status, code, detail } = problem;
  if (code === 'OutcomeUnknown') return lost(true, detail, retryAfterMs);
  if (status === 429 || status === 503)
    return again(
      { type: 'Unavailable', reason: detail, retryAfterMs: retryAfterMs ?? null },
      retryAfterMs,
    );
  return code === 'Conflict' ? again(refused(problem), retryAfterMs) : final(refused(problem));
};

/** Tells why a try did not succeed from an answer that is no success. */
export const setbackIn = ({ status, header, text }: Reply, writes: boolean): Setback => {
  const retryAfterMs = retryAfterMsIn(header('Retry-After'));
  const problem = read(text, ProblemDocument);
  if (E.isRight(problem)) return setbackOf(problem.right, retryAfterMs);
  return GATEWAY_STATUSES.has(status)
    ? lost(writes, `the answer was ${status}, and not of the service`, retryAfterMs)
    : invalid(status, problem.left);
};

/** What an answer is expected to be, and whether its request may have changed anything. */
export interface Expected<A> {
  readonly answers: t.Decoder<unknown, A>;
  /** Whether it is text to be taken as it is; JSON unless told. */
  readonly asText?: boolean;
  readonly writes: boolean;
}

/** Judges an answer: what it says, or why the try did not succeed. */
export const judge = <A>(
  reply: Reply,
  { answers, asText = false, writes }: Expected<A>,
): E.Either<Setback, A> =>
  reply.status === 200
    ? pipe(
        asText ? decoded(reply.text, answers) : read(reply.text, answers),
        E.mapLeft((problems) => invalid(reply.status, problems)),
      )
    : E.left(setbackIn(reply, writes));
