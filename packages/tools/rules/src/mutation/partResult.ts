import type { MutantResult } from '@stryker-mutator/api/core';

/** A mutant, by where it stands and what it says in place of the code there. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly replacement: string | undefined;
}

/** What became of the mutants of a part, in the code of a day. */
export interface PartResult {
  readonly part: string;
  readonly of: string;
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly ignored: ReadonlyArray<Place & { readonly reason: string | undefined }>;
  readonly survivors: ReadonlyArray<Place & { readonly status: string }>;
}

const placeOf = ({ fileName, location, replacement }: MutantResult): Place => ({
  file: fileName,
  line: location.start.line,
  replacement,
});

/** Counts what became of mutants: what neither failed a test nor timed out nor was ignored survived. */
export const resultOf = (
  part: string,
  of: string,
  mutants: ReadonlyArray<MutantResult>,
): PartResult => {
  const having = (status: string) => mutants.filter((mutant) => mutant.status === status);
  return {
    part,
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
