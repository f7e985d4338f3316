import * as E from 'fp-ts/Either';
import { writeFileSync } from 'node:fs';

import { FAULTS } from './faults';
import { readOptions, type Options } from './options';
import { planOf, type StoreName } from './plan';
import { checkedProperties } from './properties';
import { nextSeed, record, storeOf } from './record';
import { runSeeds } from './runSeeds';
import { joinResults, noSeeds, resultOf, type RangeResult } from './seedRange';
import { restrict, shrink, wholeOf } from './shrink';
import { simulate } from './simulate';
import { versionOf } from './version';

const KEPT_LINES = 400;
// Fewer seeds need not meet every fault.
const SEEDS_FOR_ALL_FAULTS = 1_000;

/** What is simulated, from a seed that is known. */
interface Task extends Options {
  readonly from: number;
}

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

const runOne = async ({ from, store, operations, faults }: Task): Promise<RangeResult> => {
  const plan = planOf(from, store);
  const whole = wholeOf(plan);
  const part = { operations: operations ?? whole.operations, faults: faults ?? whole.faults };
  const outcome = await simulate(restrict(plan, part), { keptLines: KEPT_LINES });
  say(outcome.lines.join('\n'));
  say(outcome.violation ?? 'nothing was violated');
  return joinResults(noSeeds, resultOf(outcome));
};

const runMany = async (task: Task): Promise<RangeResult> => {
  const result = await runSeeds(task, progressBar(task.seeds));
  const [first] = result.violations;
  if (first !== undefined) await explain(first.seed, task.store);
  return result;
};

const run = async (task: Task): Promise<boolean> => {
  const { from, seeds, workers, store } = task;
  const started = performance.now();
  const before = process.cpuUsage();
  const result = await (seeds === 1 ? runOne(task) : runMany(task));
  const { user, system } = process.cpuUsage(before);
  const rates = {
    seedsPerSecond: (result.seeds * 1_000) / (performance.now() - started),
    seedsPerCpuSecond: (result.seeds * 1_000_000) / (user + system),
  };

  const never = FAULTS.filter((fault) => result.faults[fault] === 0);
  // Not every store meets every fault.
  const isSample = store !== undefined || result.seeds < SEEDS_FOR_ALL_FAULTS;
  const isMissing = !isSample && never.length > 0;
  const isRight = result.violations.length === 0 && !isMissing;
  const ran = { store: storeOf(store), version: versionOf(), from };
  const report = { ...ran, asked: seeds, workers, ...result, ...rates, checkedProperties };
  if (task.json !== undefined) writeFileSync(task.json, `${JSON.stringify(report, null, 2)}\n`);
  const isWhole = task.operations === undefined && task.faults === undefined;
  if (task.record !== undefined && isRight && isWhole) record(task.record, ran, result);

  for (const fault of FAULTS) say(`${String(result.faults[fault]).padStart(10)}  ${fault}`);
  say(`seeds ${String(from)} to ${String(from + seeds - 1)}: ${String(result.seeds)} run`);
  say(`${String(result.events)} events, trace hash ${result.hash}`);
  say(`${rates.seedsPerSecond.toFixed(0)} seeds per second on ${String(workers)} threads`);
  say(`${rates.seedsPerCpuSecond.toFixed(0)} seeds per CPU second`);
  if (isMissing) say(`never happened: ${never.join(', ')}`);
  say(`${String(result.violations.length)} violations`);
  return isRight;
};

const main = async (): Promise<number> => {
  const read = readOptions(process.argv.slice(2));
  if (E.isLeft(read)) {
    (read.left.exitCode === 0 ? process.stdout : process.stderr).write(read.left.message);
    return read.left.exitCode;
  }
  const options = read.right;
  const { record: file = '', store } = options;
  const from = options.from === 'next' ? nextSeed(file, store) : options.from;
  return (await run({ ...options, from })) ? 0 : 1;
};

void main().then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    process.stderr.write(`${Error.isError(thrown) ? thrown.message : String(thrown)}\n`);
    process.exitCode = 2;
  },
);
