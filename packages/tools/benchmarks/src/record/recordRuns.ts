import type { Bench } from '../bench';
import { join, noFigures } from '../figures';
import { describeMachine } from '../machine';
import type { Options } from '../options';
import { writeRun } from '../page';
import { formatReport, type Report } from '../report';
import { runBenchmarks } from '../runBenchmarks';
import { RECORDED_FILE, recordRatios } from './recordedRatios';
import { sectionsOf } from './sections';

/** What runs the parts of a table, and where the table and its ratios go. */
interface Recording {
  readonly run: (options: Options, tell: Bench['tell']) => Promise<Report>;
  readonly write: (run: string, text: string) => void;
  readonly ratiosFile: string;
}

const onPage: Recording = { run: runBenchmarks, write: writeRun, ratiosFile: RECORDED_FILE };

/**
 * Runs the parts of each table of the page by themselves, and records each as soon as it is found: the
 * table in the page, the ratios where later runs are compared with them. Answers all figures.
 */
export const recordRuns = async (
  options: Options,
  tell: Bench['tell'],
  { run: runParts, write, ratiosFile }: Recording = onPage,
): Promise<Report> => {
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  let figures = noFigures;
  for (const { run, parts } of sectionsOf(options.only)) {
    const report = await runParts({ ...options, only: parts }, tell);
    // What was left out leaves what is there.
    if (report.rates.length > 0) {
      write(run, formatReport(report));
      recordRatios(ratiosFile, report.ratios);
    }
    figures = join(figures, report);
  }
  return { startedAt, machine, options, ...figures };
};
