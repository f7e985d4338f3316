import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/Either';

import { FAULTS, type Fault } from './faults';
import { STORES, type StoreName } from './plan';

/** What is simulated. */
export interface Options {
  /** The first seed, or the one after those that are recorded. */
  readonly from: number | 'next';
  readonly seeds: number;
  readonly workers: number;
  /** The store of all seeds; each draws its own otherwise. */
  readonly store: StoreName | undefined;
  readonly json: string | undefined;
  /** The file that says which seeds are done. */
  readonly record: string | undefined;
  /** Only these parts of the plan of one seed. */
  readonly operations: ReadonlyArray<number> | undefined;
  readonly faults: ReadonlyArray<Fault> | undefined;
}

/** Why nothing is simulated: what to print, and the exit code. */
export interface NotRunning {
  readonly exitCode: number;
  readonly message: string;
}

const integerFrom = (least: number) => (text: string) => {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new InvalidArgumentError(`Give an integer from ${String(least)}.`);
};

const firstSeed = (text: string): number | 'next' =>
  text === 'next' ? text : integerFrom(0)(text);

const places = (text: string): ReadonlyArray<number> =>
  text === '' ? [] : text.split(',').map(integerFrom(0));

const faultNames = (text: string): ReadonlyArray<Fault> =>
  (text === '' ? [] : text.split(',')).map((name) => {
    const fault = FAULTS.find((known) => known === name);
    if (fault !== undefined) return fault;
    throw new InvalidArgumentError(`Give some of: ${FAULTS.join(', ')}.`);
  });

const AFTER_HELP = `
Each seed draws orders, clients, processes and a mix of faults, and runs the real code over them on
a controlled clock. The same seed goes the same way on every machine.

Exit codes: 0 nothing was violated, 1 a property was violated or a fault never happened, 2 usage.

Examples:
  pnpm simulate --seeds 100000 --from 0 --workers 2
  pnpm simulate --seeds 10000 --from next --record docs/explanation/evidence/simulation.json
  pnpm simulate --seeds 1 --from 4711          prints all that happened with this seed
`;

/** Reads the command line after the program's name. */
export const readOptions = (args: ReadonlyArray<string>): E.Either<NotRunning, Options> => {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const program = new Command('simulate')
    .description('Runs the command handling, claims and read models in a world that goes wrong.')
    .option('--seeds <number>', 'how many seeds to run', integerFrom(1), 1_000)
    .option('--from <seed>', 'the first seed, or `next`: after those on record', firstSeed, 0)
    .option('--workers <number>', 'threads to run them on', integerFrom(1), 1)
    .addOption(new Option('--store <store>', 'the store of all seeds').choices(STORES))
    .option('--json <file>', 'writes the result to a file as well')
    .option('--record <file>', 'adds the seeds to the record of those that are done')
    .option('--operations <places>', 'with one seed: only these of its operations', places)
    .option('--faults <names>', 'with one seed: only these of its faults', faultNames)
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
  const options = program.opts<Options>();
  if (options.from === 'next' && options.record === undefined)
    return E.left({ exitCode: 2, message: 'error: --from next goes with --record\n' });
  const isPartial = options.operations !== undefined || options.faults !== undefined;
  return isPartial && options.seeds !== 1
    ? E.left({ exitCode: 2, message: 'error: --operations and --faults go with --seeds 1\n' })
    : E.right(options);
};
