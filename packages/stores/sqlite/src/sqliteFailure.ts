import { StoreReadError } from '@facture/contract';
import * as E from 'fp-ts/Either';

/** Why SQLite did not do what it was asked. `Unavailable` may pass, `Fatal` never will. */
export interface SqliteFailure {
  readonly type: 'Unavailable' | 'Fatal';
  /** The primary result code of SQLite, undefined when the database was closed or Node refused. */
  readonly code: number | undefined;
  readonly reason: string;
}

/** The primary result codes that the store knows by name: https://sqlite.org/rescode.html */
export const RESULT = {
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  interrupted: 9,
  ioError: 10,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  notADatabase: 26,
} as const;

const PASSING: ReadonlySet<number> = new Set([
  RESULT.busy,
  RESULT.locked,
  RESULT.noMemory,
  RESULT.readOnly,
  RESULT.interrupted,
  RESULT.ioError,
  RESULT.full,
  RESULT.cannotOpen,
  RESULT.protocol,
]);

const CLOSED = 'ERR_INVALID_STATE';

// Errors of node:sqlite may be of another realm, where `instanceof Error` is false.
const toFailure = (thrown: unknown): SqliteFailure => {
  if (thrown instanceof StoreReadError)
    return { type: thrown.type, code: undefined, reason: thrown.reason };
  if (!Error.isError(thrown)) return { type: 'Fatal', code: undefined, reason: String(thrown) };
  // The low byte of an extended result code is the primary one.
  const code =
    'errcode' in thrown && typeof thrown.errcode === 'number' ? thrown.errcode & 0xff : undefined;
  const isClosed = 'code' in thrown && thrown.code === CLOSED;
  const isPassing = isClosed || (code !== undefined && PASSING.has(code));
  return { type: isPassing ? 'Unavailable' : 'Fatal', code, reason: thrown.message };
};

/** Calls SQLite and turns what it throws into a value. */
export const attempt = <A>(call: () => A): E.Either<SqliteFailure, A> =>
  E.tryCatch(call, toFailure);

/** Hands out what SQLite gave, and throws {@link StoreReadError} for a failure, as readers do. */
export const orThrow = <A>(result: E.Either<SqliteFailure, A>): A => {
  if (E.isLeft(result)) throw new StoreReadError(result.left.type, result.left.reason);
  return result.right;
};

/** Calls SQLite for a reader, and throws {@link StoreReadError} where SQLite throws. */
export const reading = <A>(call: () => A): A => orThrow(attempt(call));
