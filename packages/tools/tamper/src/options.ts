import { Command, CommanderError, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/Either';

/** What the command line asks for. */
export interface Options {
  readonly each: number;
  readonly from: number;
  readonly json: boolean;
  /** A file that keeps what was tried, and what came of it. */
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
Each seed draws orders and their stories, seals them, and gives both verifiers the bundle as it is
and tampered with in ten ways, together with an older checkpoint. The same seed does the same.

Exit codes: 0 all found and no false alarm, 1 something was not, 2 usage, or a program is missing.

Examples:
  pnpm tamper --each 1000
  pnpm tamper --each 1 --from 4711 --json      sees one seed again
`;

/** Reads the command line after the program's name. */
export const readOptions = (args: ReadonlyArray<string>): E.Either<NotRunning, Options> => {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const program = new Command('tamper')
    .description('Tampers with sealed histories, and shows that two verifiers find it.')
    .option('--each <number>', 'how many histories to tamper with in each way', integerFrom(1), 50)
    .option('--from <seed>', 'the first seed', integerFrom(0), 0)
    .option('--json', 'prints the result as JSON', false)
    .option('--record <file>', 'writes what was tried to a file as well')
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
