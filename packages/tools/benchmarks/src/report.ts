import { withoutPassword } from '@facture/eventstoredb';

import { TOLD_OF, type Figures, type Memory, type Rate, type Ratio } from './figures';
import type { Machine } from './machine';
import type { Options } from './options';
import { table } from './table';

/** All that one run found, as it is written with `--json`. */
export interface Report extends Figures {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly options: Options;
}

const whole = (number: number): string => Math.round(number).toLocaleString('en-US');
const fixed = (digits: number) => (number: number) => number.toFixed(digits);
const range = (min: number, max: number, show: (number: number) => string): string =>
  `${show(min)} – ${show(max)}`;

const ratioRow = ({ name, median, min, max, atLeast }: Ratio): ReadonlyArray<string> => [
  name,
  fixed(2)(median),
  range(min, max, fixed(2)),
  atLeast === undefined ? '' : `≥ ${atLeast.toString()}`,
];

const memoryRow = (memory: Memory): ReadonlyArray<string> => [
  `peak memory of replaying ${whole(memory.events)} events`,
  `${whole(memory.peakRssMiB)} MiB`,
  `idle ${whole(memory.idleRssMiB)}, heap ${whole(memory.peakHeapMiB)}`,
  `< ${memory.belowMiB.toString()} MiB`,
];

const rateRow = ({ name, unit, median, min, max, ...latency }: Rate): ReadonlyArray<string> => [
  name,
  `${whole(median)} ${unit}/s`,
  range(min, max, whole),
  ...[latency.p50Ms, latency.p99Ms, latency.p999Ms].map((ms) =>
    ms === undefined ? '' : `${fixed(3)(ms)} ms`,
  ),
];

const hasNoTail = ({ p50Ms, p999Ms }: Rate): boolean => p50Ms !== undefined && p999Ms === undefined;

const serverLine = (server: string | undefined): string =>
  `- EventStoreDB: ${server === undefined ? 'the stand-in, in a process of its own' : withoutPassword(server)}`;

/** Writes a report for people: where it was taken, ratios with their targets, and rates. */
export const formatReport = ({
  startedAt,
  machine,
  options,
  ratios,
  rates,
  memory,
  remarks = [],
}: Report): string =>
  [
    `- ${startedAt}, medians of ${options.rounds.toString()} rounds, ${whole(options.events)} events replayed in each`,
    `- ${machine.cpu}, ${machine.cores.toString()} cores, ${machine.memoryGiB.toString()} GiB, ${machine.system}, load ${machine.load.toString()}`,
    ...(options.only.includes('eventstoredb') ? [serverLine(options.server)] : []),
    `- node ${machine.node}, V8 ${machine.v8}, SQLite ${machine.sqlite} (WAL, synchronous FULL)`,
    ...(rates.some(hasNoTail)
      ? [`- p99.9 of ${whole(TOLD_OF)} and more only, of which ten took longer`]
      : []),
    ...remarks.map((remark) => `- ${remark}`),
    ...(ratios.length + memory.length === 0
      ? []
      : [
          '',
          table(
            ['ratio', 'median', 'min – max', 'target'],
            [...ratios.map(ratioRow), ...memory.map(memoryRow)],
          ),
        ]),
    ...(rates.length === 0
      ? []
      : ['', table(['rate', 'median', 'min – max', 'p50', 'p99', 'p99.9'], rates.map(rateRow))]),
    '',
  ].join('\n');
