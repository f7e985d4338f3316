import * as E from 'fp-ts/Either';
import { writeFileSync } from 'node:fs';

import { FAULTS } from './faults';
import { readOptions, type Options } from './options';
import { planOf, type StoreName } from './plan';
import { runSeeds } from './runSeeds';
import { joinResults, noSeeds, resultOf, type RangeResult } from './seedRange';
import { restrict, shrink, wholeOf } from './shrink';
import { simulate } from './simulate';

const KEPT_LINES = 400;
// Fewer seeds need not meet every fault.
const SEEDS_FOR_ALL_FAULTS = 1_000;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const progressBar = (seeds: number): ((soFar: RangeResult) => void) => {
  const started = performance.now();
  return ({ seeds: done }) => {
    if (!process.stderr.isTTY) return;
    const rate = done / ((performance.now() - started) / 1_000);
    const left = Math.ceil((seeds - done) / rate);
    const filled = '█'.repeat(Math.floor((20 * done) / seeds)).padEnd(20, '░');
    const numbers = `${String(done)}/${String(seeds)} seeds, ${rate.toFixed(0)}/s, ${String(left)} s left`;
    process.stderr.write(`\r\u001B[K${filled} ${numbers}${done === seeds ? '\n' : ''}`);
  };
};

/** Prints how a seed fails, as shortly as it still does, and how to see that again. */
const explain = async (seed: number, store: StoreName | undefined): Promise<void> => {
  const plan = planOf(seed, store);
  const part = await shrink(plan, (smaller) => simulate(smaller));
  const { violation = '', lines } = await simulate(restrict(plan, part), { keptLines: KEPT_LINES });
  say(`\nseed ${String(seed)}: ${violation}\n`);
  say(lines.map((line) => `  ${line}`).join('\n'));
  const places = part.operations.join(',');
  say(
    `\nAgain: pnpm simulate --seeds 1 --from ${String(seed)} --store ${plan.store} --operations ${places} --faults '${part.faults.join(',')}'`,
  );
};

const runOne = async ({ from, store, operations, faults }: Options): Promise<RangeResult> => {
  const plan = planOf(from, store);
  const whole = wholeOf(plan);
  const part = { operations: operations ?? whole.operations, faults: faults ?? whole.faults };
  const outcome = await simulate(restrict(plan, part), { keptLines: KEPT_LINES });
  say(outcome.lines.join('\n'));
  say(outcome.violation ?? 'nothing was violated');
  return joinResults(noSeeds, resultOf(outcome));
};

const runMany = async (options: Options): Promise<RangeResult> => {
  const result = await runSeeds(options, progressBar(options.seeds));
  const [first] = result.violations;
  if (first !== undefined) await explain(first.seed, options.store);
  return result;
};

const main = async (): Promise<void> => {
  const read = readOptions(process.argv.slice(2));
  if (E.isLeft(read)) {
    (read.left.exitCode === 0 ? process.stdout : process.stderr).write(read.left.message);
    process.exitCode = read.left.exitCode;
    return;
  }
  const options = read.right;
  const started = performance.now();
  const result = await (options.seeds === 1 ? runOne(options) : runMany(options));
  const seconds = (performance.now() - started) / 1_000;

  const never = FAULTS.filter((fault) => result.faults[fault] === 0);
  // Not every store meets every fault.
  const isSample = options.store !== undefined || result.seeds < SEEDS_FOR_ALL_FAULTS;
  const isMissing = !isSample && never.length > 0;
  const { from, seeds, workers } = options;
  const report = { from, asked: seeds, workers, ...result, seedsPerSecond: result.seeds / seconds };
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  for (const fault of FAULTS) say(`${String(result.faults[fault]).padStart(10)}  ${fault}`);
  say(`seeds ${String(from)} to ${String(from + seeds - 1)}: ${String(result.seeds)} run`);
  say(`${String(result.events)} events, trace hash ${result.hash}`);
  say(`${report.seedsPerSecond.toFixed(0)} seeds per second on ${String(workers)} threads`);
  if (isMissing) say(`never happened: ${never.join(', ')}`);
  say(`${String(result.violations.length)} violations`);
  process.exitCode = result.violations.length > 0 || isMissing ? 1 : 0;
};

void main();
