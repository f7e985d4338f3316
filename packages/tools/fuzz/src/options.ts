import { Command, CommanderError, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/Either';

import { SHOTS_PER_ROUND } from './round';

/** What the command line asks for. */
export interface Options {
  readonly requests: number;
  readonly seed: number;
  readonly from: number;
  readonly connections: number;
  readonly json: boolean;
  /** A file that keeps the result. */
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
Starts the service on an empty store and sends it rounds of ${String(SHOTS_PER_ROUND)} requests: good ones, what its
OpenAPI document says, hostile bodies, and what is no proper HTTP. The same seed and round send the
same bytes.

Exit codes: 0 nothing was found, 1 something was, a code was not reached, or refusing took too long,
2 usage.

Examples:
  pnpm fuzz --requests 1000000 --record fuzz.json
  pnpm fuzz --seed 7 --from 4711 --requests ${String(SHOTS_PER_ROUND)} --connections 1     repeats one round
`;

/** Reads the command line after the program's name. */
export const readOptions = (args: ReadonlyArray<string>): E.Either<NotRunning, Options> => {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const program = new Command('fuzz')
    .description('Fuzzes the HTTP surface of the service, and judges every answer.')
    .option('--requests <number>', 'how many requests to send', integerFrom(1), 10_000)
    .option('--seed <seed>', 'what all is drawn from', integerFrom(0), 0)
    .option('--from <round>', 'the first round', integerFrom(0), 0)
    .option('--connections <number>', 'how many rounds run at once', integerFrom(1), 4)
    .option('--json', 'prints the result as JSON', false)
    .option('--record <file>', 'writes the result to a file as well')
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
