import type { Bench } from '../bench';
import { join, noFigures } from '../figures';
import { describeMachine } from '../machine';
import type { Options } from '../options';
import { writeRun } from '../page';
import { formatReport, type Report } from '../report';
import { runBenchmarks } from '../runBenchmarks';
import { RECORDED_FILE, recordRatios } from './recordedRatios';
import { sectionsOf } from './sections';

/**
 * Runs the parts of each table of the page by themselves, and records each as soon as it is found: the
 * table in the page, the ratios where later runs are compared with them. Answers all figures.
 */
export const recordRuns = async (options: Options, tell: Bench['tell']): Promise<Report> => {
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  let figures = noFigures;
  for (const { run, parts } of sectionsOf(options.only)) {
    const report = await runBenchmarks({ ...options, only: parts }, tell);
    // What was left out leaves what is there.
    if (report.rates.length > 0) {
      writeRun(run, formatReport(report));
      recordRatios(RECORDED_FILE, report.ratios);
    }
    figures = join(figures, report);
  }
  return { startedAt, machine, options, ...figures };
};
