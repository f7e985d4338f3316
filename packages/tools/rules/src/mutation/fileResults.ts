import { relative } from 'node:path';

import type { MutantResult } from '@stryker-mutator/api/core';

/** Why a default that the types close is not mutated. */
export const CLOSED = 'The types close this default.';

/** A mutant, by where it stands and what it says in place of the code there. */
interface Place {
  readonly line: number;
  readonly replacement: string | undefined;
}

/** What became of the mutants of a file, in the code of a day. */
export interface FileResult {
  readonly part: string;
  readonly file: string;
  readonly of: string;
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly ignored: ReadonlyArray<Place & { readonly reason: string | undefined }>;
  readonly survivors: ReadonlyArray<Place & { readonly status: string }>;
}

const placeOf = ({ location, replacement }: MutantResult): Place => ({
  line: location.start.line,
  replacement,
});

/** Counts what became of mutants: what neither failed a test nor timed out nor was ignored survived. */
const resultOf = (
  part: string,
  of: string,
  file: string,
  mutants: ReadonlyArray<MutantResult>,
): FileResult => {
  const having = (status: string) => mutants.filter((mutant) => mutant.status === status);
  return {
    part,
    file,
    of,
    mutants: mutants.length,
    killed: having('Killed').length,
    timedOut: having('Timeout').length,
    ignored: having('Ignored').map((mutant) => ({
      ...placeOf(mutant),
      reason: mutant.statusReason,
    })),
    survivors: mutants
      .filter(({ status }) => !['Killed', 'Timeout', 'Ignored'].includes(status))
      .map((mutant) => ({ ...placeOf(mutant), status: mutant.status })),
  };
};

/** Tells what became of the mutants of each file. */
export const fileResults = (
  part: string,
  of: string,
  mutants: ReadonlyArray<MutantResult>,
): ReadonlyArray<FileResult> =>
  Array.from(
    Map.groupBy(mutants, ({ fileName }) => fileName),
    ([file, all]) => resultOf(part, of, relative(process.cwd(), file), all),
  );
