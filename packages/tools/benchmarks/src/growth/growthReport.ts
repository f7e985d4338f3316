import type { Machine } from '../machine';
import { table } from '../table';
import { FIGURES, type GrowthPoint } from './growthPoint';

/** All that one run found. */
export interface GrowthReport {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly points: ReadonlyArray<GrowthPoint>;
}

/** Writes a report for people: where it was taken, and a row for each length. */
export const formatGrowth = ({ startedAt, machine, points }: GrowthReport): string =>
  [
    `- ${startedAt}, one file that grows`,
    `- ${machine.cpu}, ${machine.cores.toString()} cores, ${machine.memoryGiB.toString()} GiB, ${machine.system}, load ${machine.load.toString()}`,
    `- node ${machine.node}, SQLite ${machine.sqlite} (WAL, synchronous FULL)`,
    '',
    table(
      ['events', ...FIGURES.map(({ title }) => title)],
      points.map((point) => [
        point.events.toLocaleString('en-US'),
        ...FIGURES.map(({ of, show, unit }) => {
          const value = of(point);
          return value === undefined ? '' : `${show(value)} ${unit}`;
        }),
      ]),
    ),
    '',
  ].join('\n');
