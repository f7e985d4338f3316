import { seededRandom } from '@facture/benchmarks/seeded-random';
import type { OrderCommand } from '@facture/order';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startProcess } from '../process';
import { newScene, storeFileOf } from './look';
import type { Acknowledged } from './oracle';
import { countingLines } from './reviving';
import type { Cast } from './round';
import { until } from './until';

const WIDTH = 8;

/** A line of a writer: what it begins, or what it is told is done. */
type Line =
  | { readonly begun: OrderCommand }
  | { readonly acknowledged: Acknowledged; readonly commandId: string };

/** Reads lines of JSON. The last may be cut where its process was killed. */
const parsed = (lines: ReadonlyArray<string>): ReadonlyArray<unknown> =>
  lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch (thrown) {
      if (index === lines.length - 1) return [];
      throw thrown;
    }
  });

/** A writer, a sealer and a subscriber, each in a process of its own, over one file. */
export const bareCast = (directory: string, seed: number): Cast => {
  const random = seededRandom(seed);
  const scene = newScene(directory);
  const file = storeFileOf(scene);
  const unheardFile = join(directory, 'unheard.json');
  let unheard: ReadonlyArray<OrderCommand> = [];
  let life = 0;

  const hear = (lines: ReadonlyArray<string>): void => {
    const begun = new Map(unheard.map((command) => [command.commandId as string, command]));
    for (const line of parsed(lines) as ReadonlyArray<Line>) {
      if ('begun' in line) begun.set(line.begun.commandId, line.begun);
      else {
        begun.delete(line.commandId);
        scene.acknowledged.push(line.acknowledged);
      }
    }
    unheard = Array.from(begun.values());
  };
  const writer = countingLines(() => {
    writeFileSync(unheardFile, JSON.stringify(unheard));
    unheard = [];
    life += 1;
    return startProcess(require.resolve('./writerProcess'), [
      file,
      life.toString(),
      (seed * 100 + life).toString(),
      WIDTH.toString(),
      unheardFile,
    ]);
  }, hear);
  // Who only reads needs a file that is there.
  const afterWriter = async (script: string, ...args: ReadonlyArray<string>) => {
    await until(() => existsSync(file) && writer.done() > 2);
    return startProcess(script, args);
  };
  const sealer = countingLines(
    () =>
      afterWriter(require.resolve('./sealerProcess'), scene.data, random.between(1, 64).toString()),
    (lines) => {
      scene.notes.push(...(parsed(lines) as ReadonlyArray<string>));
    },
  );
  const subscriber = countingLines(() =>
    afterWriter(require.resolve('./subscriberProcess'), file, scene.tableFile),
  );
  return {
    scene,
    writer: { victim: 'writer', most: 80, ...writer },
    others: [
      { victim: 'sealer', most: 8, ...sealer },
      { victim: 'subscriber', most: 40, ...subscriber },
    ],
    rest: writer.die,
  };
};
