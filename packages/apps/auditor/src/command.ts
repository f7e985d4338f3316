import type { Argument, Option } from 'commander';

import type { Outcome } from './outcome';
import type { StartProgress } from './progress';
import type { Finding } from './report/report';

/** What a command works with besides its options. */
interface Surroundings {
  readonly progress: StartProgress;
  readonly now: () => Date;
  /** Aborted when the auditor asks it to end. */
  readonly signal: AbortSignal;
  /** Prints a finding at once, for a command that goes on: as text, or as a line of JSON. */
  readonly tell: (finding: Finding) => void;
}

/** Where the store is. */
export interface StoreOptions {
  readonly store: string;
  readonly data: string;
}

/** A command of the auditor. `O` are its options and arguments by name. */
export interface AuditorCommand<O> {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What it does and what it means, in a few sentences. */
  readonly description: string;
  readonly arguments: ReadonlyArray<Argument>;
  readonly options: ReadonlyArray<Option>;
  /** Command lines after the program's name, and what they are for. */
  readonly examples: ReadonlyArray<readonly [line: string, purpose: string]>;
  /** What its exit codes mean, where they mean something in particular. */
  readonly exits: Readonly<Partial<Record<0 | 1 | 2 | 3, string>>>;
  /** Whether it can write its report as HTML. */
  readonly html: boolean;
  readonly run: (options: O, surroundings: Surroundings) => Promise<Outcome>;
}
