import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { versions } from 'node:process';
import { DatabaseSync } from 'node:sqlite';

/** Where figures were taken. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly sqlite: string;
  /** How many processes wanted a core in the last minute: more than `cores` spoils the figures. */
  readonly load: number;
}

const sqliteVersion = (): string => {
  const database = new DatabaseSync(':memory:');
  const version = database.prepare('SELECT sqlite_version() AS version').get()?.['version'];
  database.close();
  return String(version);
};

/** Describes this machine as it is now. */
export const describeMachine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: versions.node,
  v8: versions.v8,
  sqlite: sqliteVersion(),
  load: Math.round((loadavg()[0] ?? Number.NaN) * 10) / 10,
});
