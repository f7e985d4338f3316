import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/Either';

/** The parts of the bench, in their order. */
export const PARTS = ['files', 'calls', 'disk', 'kills'] as const;

/** A part of the bench. */
export type Part = (typeof PARTS)[number];

/** What the command line asks for. */
export interface Options {
  readonly kills: number;
  readonly seed: number;
  /** The one part to run; all otherwise. */
  readonly only: Part | undefined;
  /** The one scenario of `calls` or `disk` to run; all otherwise. */
  readonly scenario: string | undefined;
  readonly json: boolean;
  /** A file that keeps what was run, and how often each thing happened. */
  readonly record: string | undefined;
}

/** Why nothing is run: what to print, and the exit code. */
export interface NotRunning {
  readonly exitCode: number;
  readonly message: string;
}

const integerFrom = (least: number) => (text: string) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new InvalidArgumentError(`Give an integer from ${String(least)}.`);
};

const AFTER_HELP = `
Files are cut and bits in them flipped; each statement of SQLite fails once in each scenario; disks
are full, read-only or gone; processes are killed with signal 9. What a seed draws is always the same;
the moment of a death is not.

Exit codes: 0 nothing was found, 1 something was, 2 usage.

Examples:
  pnpm crash --kills 1000
  pnpm crash --only kills --kills 20 --seed 4711     goes through one round again
`;

/** Reads the command line after the program's name. */
export const readOptions = (args: ReadonlyArray<string>): E.Either<NotRunning, Options> => {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const program = new Command('crash')
    .description('Kills, cuts, fails and fills, and shows that nothing acknowledged is lost.')
    .option('--kills <number>', 'how many processes to kill', integerFrom(1), 100)
    .option('--seed <seed>', 'the first seed', integerFrom(0), 1)
    .addOption(new Option('--only <part>', 'runs one part alone').choices(PARTS))
    .option('--scenario <name>', 'runs one scenario of that part alone')
    .option('--json', 'prints the result as JSON', false)
    .option('--record <file>', 'adds what was run to a file as well')
    .addHelpText('after', AFTER_HELP)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: print, writeErr: print })
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return E.left({ exitCode: thrown.exitCode === 0 ? 0 : 2, message: printed });
  }
  return E.right(program.opts<Options>());
};
