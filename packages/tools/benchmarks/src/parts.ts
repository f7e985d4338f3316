/** The parts that can be run alone. */
export const BENCHMARKS = [
  'appends',
  'replay',
  'emmett',
  'catch-up',
  'rebuild',
  'partitions',
  'commands',
  'memory',
  'eventstoredb',
  'fan-out',
  'http',
  'sealing',
  'verify',
] as const;
export type BenchmarkName = (typeof BENCHMARKS)[number];
