import { join } from 'node:path';

import { newTally, type PartResult, type Running } from '../bench';
import type { Finding } from '../finding';
import { failingSqlite, MANNERS, type FailingSqlite, type Manner } from './failingSqlite';
import { scenariosOf, type Scenario } from './scenarios';
import { endOf, go, noneOf, waysOf, type EndState } from './tryScenario';
import { lookAtSealed, openWorld, type World } from './world';

/** How thoroughly calls fail. */
export interface CallsRunning extends Running {
  /** Only each n-th statement, counted from 1: a sample. */
  readonly each: number;
  /** The one scenario to run; all otherwise. */
  readonly scenario?: string | undefined;
}

interface Bench extends CallsRunning {
  readonly sqlite: FailingSqlite;
  readonly world: World;
  readonly data: string;
}

/** The scenario of a name, for a run. */
const named = (name: string, run: string): Scenario => {
  const found = scenariosOf(run).find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
};

// Others read in between, so that a run may have a statement more or less than the one before.
const BEYOND = 3;

let runs = 0;

/** A name that no run had before it. All are as long. */
const newRun = (): string => `r${(runs++).toString().padStart(8, '0')}`;

/** How a scenario ends where nothing fails, in each order in which its requests may be taken. */
const undisturbed = async (world: World, name: string): Promise<ReadonlyArray<EndState>> => {
  const states: Array<EndState> = [];
  for (let way = 0; ; way++) {
    const run = newRun();
    const scenario = named(name, run);
    const going = waysOf(scenario.moves)[way];
    if (going === undefined) return states;
    await go(world, scenario.before);
    const told = await go(world, going.moves);
    const statuses = told.map((_, n) => told[going.order.indexOf(n)] ?? 0);
    states.push(await endOf(world, scenario, run, statuses));
  }
};

/** One run, in which the n-th statement fails. */
const disturbed = async (
  { world, sqlite, data }: Bench,
  { name, run }: { readonly name: string; readonly run: string },
  n: number,
  manner: Manner,
): Promise<{
  readonly failed: string | undefined;
  readonly end: EndState;
  readonly wrong: string | undefined;
}> => {
  const scenario = named(name, run);
  await go(world, scenario.before);
  sqlite.failAt(n, manner);
  try {
    const statuses = await go(world, scenario.moves);
    const failed = sqlite.calm();
    const end = await endOf(world, scenario, run, statuses);
    const wrong = scenario.moves.includes('seal') ? await lookAtSealed(data) : undefined;
    return { failed, end, wrong };
  } finally {
    sqlite.calm();
  }
};

/** Fails each statement of one scenario once, and says what came of it. */
const tryAll = async (bench: Bench, name: string, onRun: () => void): Promise<PartResult> => {
  const tally = newTally();
  const findings: Array<Finding> = [];
  const allowed = await undisturbed(bench.world, name);
  const only = newRun();
  // What goes through all orders would have more to do in each run.
  const isAboutAll = named(name, only).moves.some((move) => move === 'open' || move === 'rebuild');
  for (const manner of MANNERS) {
    let beyond = 0;
    for (let n = 1; beyond < BEYOND; n += bench.each) {
      const told = await disturbed(
        bench,
        { name, run: isAboutAll ? only : newRun() },
        n,
        manner,
      ).catch((thrown: unknown) => ({
        failed: undefined,
        end: undefined,
        wrong: String(thrown),
      }));
      onRun();
      const { failed, end, wrong } = told;
      const what = wrong ?? (end && noneOf(end, allowed));
      if (what !== undefined)
        findings.push({
          scenario: name,
          moment: `statement ${n.toString()}, ${manner.name}: ${String(failed)}`,
          seed: bench.seed,
          what,
          again: `pnpm crash --only calls --scenario '${name}'`,
        });
      if (failed === undefined) beyond += 1;
      else {
        tally.add('statements failed');
        tally.add(manner.name);
      }
    }
  }
  return { counts: tally.counts(), findings };
};

/**
 * Lets each statement of each scenario fail once, in each manner. Whatever is answered then, and is
 * sent again as it was, all must end as if nothing had failed.
 */
export const runCalls = async (running: CallsRunning): Promise<PartResult> => {
  const { directory, scenario, onProgress } = running;
  const names = scenariosOf('').map(({ name }) => name);
  const chosen = scenario === undefined ? names : names.filter((name) => name === scenario);
  const tally = newTally();
  const findings: Array<Finding> = [];
  const sqlite = failingSqlite();
  try {
    for (const [done, name] of chosen.entries()) {
      const data = join(directory, done.toString());
      const world = await openWorld(data);
      const result = await tryAll({ ...running, sqlite, world, data }, name, () => {
        tally.add('runs');
      }).finally(world.close);
      tally.add('scenarios');
      for (const [what, count] of Object.entries(result.counts)) tally.add(what, count);
      findings.push(...result.findings);
      onProgress(done + 1, chosen.length);
    }
  } finally {
    sqlite.remove();
  }
  return { counts: tally.counts(), findings };
};
