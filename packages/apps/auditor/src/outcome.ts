import type * as E from 'fp-ts/Either';

import type { Report } from './report/report';

/** How a command ends: the exit codes. */
export const EXIT = { clean: 0, finding: 1, usage: 2, unreadable: 3 } as const;

/** Why a command has nothing to report: what to print, and the exit code. */
export interface Refusal {
  readonly exitCode: typeof EXIT.usage | typeof EXIT.unreadable;
  readonly message: string;
}

/** What a command comes to. */
export type Outcome = E.Either<Refusal, Report>;

/** The command was not given what it needs, or may not do it now. */
export const misused = (message: string): Refusal => ({ exitCode: EXIT.usage, message });

/** What the command was to look at is not there, or cannot be read. */
export const unreadable = (message: string): Refusal => ({ exitCode: EXIT.unreadable, message });
