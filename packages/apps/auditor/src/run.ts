import { CommanderError } from 'commander';
import * as E from 'fp-ts/Either';
import { writeFileSync } from 'node:fs';

import type { AuditorCommand } from './command';
import { EXIT, unreadable, type Outcome } from './outcome';
import { buildProgram } from './program';
import { progressOn } from './progress';
import { reasonOf } from './reasonOf';
import { htmlReport } from './report/htmlReport';
import { jsonLine, jsonReport } from './report/jsonReport';
import type { Report } from './report/report';
import { findingText, textReport } from './report/textReport';

/** What a run is connected to. */
export interface Terminal {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: NodeJS.WriteStream;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

interface Common {
  readonly json: boolean;
  readonly html?: string;
}

/** Runs a command; whatever it could not read it names. */
const outcomeOf = async (work: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    return await work();
  } catch (thrown) {
    return E.left(unreadable(`cannot go on reading: ${reasonOf(thrown)}`));
  }
};

const writeHtml = (report: Report, file: string, now: Date): E.Either<string, void> =>
  E.tryCatch(() => {
    writeFileSync(file, htmlReport(report, now));
  }, reasonOf);

/** Runs a command line, and answers its exit code. */
export const run = async (
  commands: ReadonlyArray<AuditorCommand<never>>,
  args: ReadonlyArray<string>,
  { stdout, stderr, now, signal }: Terminal,
): Promise<number> => {
  let exitCode: number = EXIT.clean;
  const refuse = (message: string, code: number): void => {
    stderr.write(`error: ${message}\n`);
    exitCode = code;
  };
  const report = (command: string, found: Report, { json, html }: Common): void => {
    stdout.write(json ? jsonReport(command, found) : textReport(found));
    exitCode = found.findings.count === 0 ? EXIT.clean : EXIT.finding;
    if (html === undefined) return;
    const written = writeHtml(found, html, now());
    if (E.isLeft(written)) refuse(`cannot write ${html}: ${written.left}`, EXIT.usage);
  };

  const program = buildProgram(commands, async (command, options) => {
    const common = options as unknown as Common;
    const outcome = await outcomeOf(() =>
      command.run(options as never, {
        progress: progressOn(stderr),
        now,
        signal,
        tell: (finding) => {
          stdout.write(common.json ? jsonLine({ finding }) : `${findingText(finding)}\n`);
        },
      }),
    );
    if (E.isLeft(outcome)) refuse(outcome.left.message, outcome.left.exitCode);
    else report(command.name, outcome.right, common);
  });
  const output = {
    writeOut: (text: string) => stdout.write(text),
    writeErr: (text: string) => stderr.write(text),
  };
  program.configureOutput(output);
  for (const sub of program.commands) sub.configureOutput(output);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
  return exitCode;
};
