import type { AppendOutcome } from '@facture/contract';
import * as E from 'fp-ts/Either';
import type { DatabaseSync } from 'node:sqlite';

import type { AppendRequest, AppendRules } from './appendRules';
import { attempt, RESULT, type SqliteFailure } from './sqliteFailure';
import { transaction } from './transaction';

/** Commits appends: those that wait at the same time share one transaction and one fsync. */
export interface GroupCommit {
  /** Resolves when the append is decided, and durable if it was accepted. */
  readonly append: (request: AppendRequest) => Promise<AppendOutcome>;
  /** Commits all that wait, now. */
  readonly flush: () => void;
}

/** What committing appends needs. */
export interface GroupCommitContext {
  readonly database: DatabaseSync;
  readonly rules: AppendRules;
  /** Whether the file is where it was opened. */
  readonly isInPlace: () => boolean;
  /** Called after each transaction, before its appends are answered. */
  readonly onCommit: () => void;
}

// So many appends share a transaction at most, because SQLite writes without letting others in.
const GROUP_SIZE = 256;

interface Waiting {
  readonly request: AppendRequest;
  readonly answer: (outcome: AppendOutcome) => void;
}

/**
 * Answers for an append whose transaction failed at its commit. What can be read is durable. What
 * cannot may still come back from the log after a crash, unless the log had no room for it.
 */
const afterFailedCommit =
  (rules: AppendRules, { code, reason }: SqliteFailure) =>
  (request: AppendRequest): AppendOutcome => {
    const stored = attempt(() => rules.repeated(request));
    if (E.isRight(stored) && stored.right !== undefined) return stored.right;
    return { type: code === RESULT.full ? 'Unavailable' : 'OutcomeUnknown', reason };
  };

const takenAway = ({ database }: GroupCommitContext): string =>
  `${String(database.location())} was moved, removed or replaced: put it back, or start anew`;

/** Decides appends in one transaction, each after those before it. */
const commitTogether = (
  context: GroupCommitContext,
  requests: ReadonlyArray<AppendRequest>,
): ReadonlyArray<AppendOutcome> => {
  const { database, rules, isInPlace } = context;
  if (!isInPlace())
    return requests.map(() => ({ type: 'Unavailable', reason: takenAway(context) }));
  const committed = transaction(database, () => requests.map(rules.append));
  if (E.isRight(committed))
    return isInPlace()
      ? committed.right
      : requests.map(() => ({ type: 'OutcomeUnknown', reason: takenAway(context) }));
  const failure = committed.left;
  if (failure.at === 'commit') return requests.map(afterFailedCommit(rules, failure));
  // What one append cannot do, such as write a text that is too large, is not held against others.
  if (failure.at === 'body' && requests.length > 1)
    return requests.flatMap((request) => commitTogether(context, [request]));
  return requests.map(() => ({ type: failure.type, reason: failure.reason }));
};

/**
 * Makes a queue of appends. An append that finds it empty is committed in the same turn of the event
 * loop; those that arrive in that turn, or while a commit blocks the loop, go into one transaction.
 */
export const createGroupCommit = (context: GroupCommitContext): GroupCommit => {
  let waiting: Array<Waiting> = [];
  let scheduled: NodeJS.Immediate | undefined;

  const commitGroup = () => {
    const group = waiting.slice(0, GROUP_SIZE);
    waiting = waiting.slice(GROUP_SIZE);
    const outcomes = commitTogether(
      context,
      group.map(({ request }) => request),
    );
    context.onCommit();
    outcomes.forEach((outcome, index) => group[index]?.answer(outcome));
  };
  const turn = () => {
    commitGroup();
    scheduled = waiting.length > 0 ? setImmediate(turn) : undefined;
  };

  return {
    append: (request) =>
      new Promise((answer) => {
        waiting.push({ request, answer });
        scheduled ??= setImmediate(turn);
      }),
    flush: () => {
      clearImmediate(scheduled);
      scheduled = undefined;
      while (waiting.length > 0) commitGroup();
    },
  };
};
