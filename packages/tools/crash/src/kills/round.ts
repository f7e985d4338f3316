import type { SeededRandom } from '@facture/benchmarks/seeded-random';
import { openSealedLog, sealedLogFile } from '@facture/sqlite';
import { setTimeout as wait } from 'node:timers/promises';

import { opened } from '../opened';
import type { Child } from '../process';
import { look, lookAtTotals, type Scene } from './look';
import { openOwnTable } from './ownTable';
import { until } from './until';

/** Who is killed. */
export const VICTIMS = ['writer', 'service', 'sealer', 'subscriber'] as const;
type Victim = (typeof VICTIMS)[number];

/** A process that is killed and started again. */
export interface Mortal {
  readonly victim: Victim;
  /** How much it does at most before it is killed again. */
  readonly most: number;
  /** Starts it, unless it lives already or died of itself. */
  readonly live: () => Promise<Child>;
  /** Kills it where it lives, and takes note of what it told before. */
  readonly die: () => Promise<void>;
  /** How much it has done in all its lives. */
  readonly done: () => number;
}

/** What a round is made of. */
export interface Cast {
  readonly scene: Scene;
  /** All events come from it. */
  readonly writer: Mortal;
  readonly others: ReadonlyArray<Mortal>;
  /** Ends the writing, so that the others can catch up. */
  readonly rest: () => Promise<void>;
  /** Asks whoever can be asked besides, when all is calm. */
  readonly ask?: () => Promise<string | undefined>;
}

/** Something that may not be, after so many kills of a round. */
interface Wrong {
  readonly kill: number;
  readonly victim: Victim;
  readonly what: string;
}

/** What a round came to. */
export interface RoundResult {
  readonly kills: Readonly<Record<Victim, number>>;
  readonly acknowledged: number;
  readonly events: number;
  readonly wrong: Wrong | undefined;
}

/** How a round goes. */
export interface Playing {
  readonly kills: number;
  readonly random: SeededRandom;
  readonly onKill: () => void;
}

const LATEST_MS = 5;

/** Waits for some moment in the work of a process; says when it does not work. */
const someMoment = async (
  { live, done, most, victim }: Mortal,
  random: SeededRandom,
): Promise<string | undefined> => {
  const child = await live();
  const enough = done() + random.between(1, most);
  const isDone = await until(() => done() >= enough || !child.isRunning());
  await wait(random.between(0, LATEST_MS));
  if (!child.isRunning()) return `the ${victim} ended by itself: ${child.complaints()}`;
  return isDone ? undefined : `the ${victim} stands still: ${child.complaints()}`;
};

/** Waits until all that was written is sealed and in the table; says where it is not. */
const caughtUp = async ({ data, tableFile, events }: Scene): Promise<string | undefined> => {
  const log = opened(openSealedLog({ file: sealedLogFile(data) }));
  const table = openOwnTable(tableFile);
  const last = events.at(-1)?.position;
  try {
    if (!(await until(() => log.latest()?.size === events.length)))
      return `${String(log.latest()?.size)} of ${events.length.toString()} events are sealed`;
    return (await until(() => table.position() === last))
      ? undefined
      : `the subscriber is at ${String(table.position())}, not at ${String(last)}`;
  } finally {
    log.close();
    table.close();
  }
};

/** Lets all end their work, and looks at everything once more. */
const lookAtLast = async ({ scene, writer, rest, ask }: Cast): Promise<string | undefined> => {
  await rest();
  const what = (await look(scene, true)) ?? (await caughtUp(scene)) ?? (await ask?.());
  if (what !== undefined) return what;
  await writer.die();
  return (await look(scene, false)) ?? (await lookAtTotals(scene));
};

/** Lets processes work and kills one after the other, at random moments, so many times. */
export const playRound = async (
  cast: Cast,
  { kills, random, onKill }: Playing,
): Promise<RoundResult> => {
  const { scene, writer, others } = cast;
  const mortals = [writer, ...others];
  const counts: Record<Victim, number> = { writer: 0, service: 0, sealer: 0, subscriber: 0 };
  const killOne = async (mortal: Mortal): Promise<string | undefined> => {
    for (const each of mortals) await each.live();
    const idle = await someMoment(mortal, random);
    if (idle !== undefined) return idle;
    await mortal.die();
    counts[mortal.victim] += 1;
    onKill();
    return look(scene, mortal !== writer);
  };
  let wrong: Wrong | undefined;
  try {
    for (let killed = 1; killed <= kills && wrong === undefined; killed++) {
      const mortal = random.pick(mortals);
      const what = await killOne(mortal);
      if (what !== undefined) wrong = { kill: killed, victim: mortal.victim, what };
    }
    for (const each of mortals) await each.live();
    const what = wrong === undefined ? await lookAtLast(cast) : undefined;
    if (what !== undefined) wrong = { kill: kills, victim: writer.victim, what };
  } finally {
    for (const { die } of mortals) await die().catch(() => undefined);
  }
  return {
    kills: counts,
    acknowledged: scene.acknowledged.length,
    events: scene.events.length,
    wrong,
  };
};
