/** Something that is not as it should be: where it is, what was expected there, and what is there. */
export interface Finding {
  /** A stable name of what is wrong. */
  readonly type: string;
  readonly stream: string | null;
  readonly revision: number | null;
  readonly logIndex: number | null;
  readonly expected: string;
  readonly found: string;
}

/** Some of the findings, in order, and how many there are: a report does not grow without end. */
export interface Findings {
  readonly count: number;
  readonly listed: ReadonlyArray<Finding>;
}

/** A series of a chart: its value from one moment on, until the next. */
interface Series {
  readonly name: string;
  readonly values: ReadonlyArray<number>;
}

/** A part of a report. */
export type Part =
  | {
      readonly type: 'table';
      readonly heading: string;
      readonly columns: ReadonlyArray<string>;
      readonly rows: ReadonlyArray<ReadonlyArray<string>>;
      /** Columns of amounts and counts, by their places. */
      readonly numeric?: ReadonlyArray<number>;
      /** Whether it is too wide for a terminal. */
      readonly htmlOnly?: boolean;
    }
  /** Amounts over time, as steps. It is drawn in HTML only: the tables have its values. */
  | {
      readonly type: 'curve';
      readonly heading: string;
      /** Milliseconds since 1970, one for each value of a series. */
      readonly times: ReadonlyArray<number>;
      readonly series: ReadonlyArray<Series>;
      readonly amount: (value: number) => string;
    }
  | { readonly type: 'note'; readonly text: string };

/** What a command found out: for people, and as data for machines. */
export interface Report {
  readonly title: string;
  readonly facts: ReadonlyArray<readonly [label: string, value: string]>;
  readonly parts: ReadonlyArray<Part>;
  readonly findings: Findings;
  readonly data: Readonly<Record<string, unknown>>;
  /** What is printed in place of the report for people: a result that others read as it is. */
  readonly plain?: string;
}

export const noFindings: Findings = { count: 0, listed: [] };

/** Collects findings: all are counted, the first are listed. */
export const collectFindings = (limit = 1_000) => {
  const listed: Array<Finding> = [];
  let count = 0;
  return {
    add: (finding: Finding): void => {
      count += 1;
      if (listed.length < limit) listed.push(finding);
    },
    all: (): Findings => ({ count, listed }),
  };
};

/** Says in a few words what came of it. */
export const verdict = ({ count }: Findings): string =>
  count === 0
    ? 'Clean: no finding.'
    : `${count.toString()} ${count === 1 ? 'finding' : 'findings'}.`;

/** Says where a finding is. */
export const placeOf = ({ stream, revision, logIndex }: Finding): string =>
  [
    ...(stream === null ? [] : [stream]),
    ...(revision === null ? [] : [`revision ${revision.toString()}`]),
    ...(logIndex === null ? [] : [`log index ${logIndex.toString()}`]),
  ].join(', ') || 'everywhere';
