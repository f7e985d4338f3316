import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { newTally, type PartResult, type Running } from '../bench';
import type { Finding } from '../finding';
import { startProcess } from '../process';
import { troubles, type Trouble } from './troubles';

/** Which troubles to try. */
export interface DiskRunning extends Running {
  /** The one trouble to try; all otherwise. */
  readonly scenario?: string | undefined;
}

const SIZE = '3m';

/** Runs a program in a mount namespace of its own, which goes with it. */
const NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount'];

const mountAndRun = (root: string): ReadonlyArray<string> => [
  ...NAMESPACE,
  'sh',
  '-c',
  `mount -t tmpfs -o size=${SIZE} tmpfs "$0" && exec "$@"`,
  root,
];

/** Whether this machine lets a process mount a file system of its own. */
const canMount = (root: string): boolean => {
  const [command, ...args] = [...mountAndRun(root), 'true'];
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
};

/** Tries one trouble in a process of its own. Says what may not be. */
const tryOne = async ({ name, isMounted }: Trouble, root: string): Promise<string | undefined> => {
  const child = startProcess(require.resolve('./troubleProcess'), [name, root], {
    under: isMounted ? mountAndRun(root) : [],
  });
  const end = await child.ended;
  const last = child.lines.at(-1);
  if (end !== 0 || last === undefined)
    return `the process ended with ${String(end)}: ${child.complaints()}`;
  return (JSON.parse(last) as { readonly what: string | null }).what ?? undefined;
};

/** Lets each trouble with disks and locks begin and end, over two services on one file. */
export const runDisk = async ({
  seed,
  directory,
  scenario,
  onProgress,
}: DiskRunning): Promise<PartResult> => {
  const tally = newTally();
  const findings: Array<Finding> = [];
  const probe = join(directory, 'probe');
  mkdirSync(probe);
  const mayMount = canMount(probe);
  const chosen = troubles.filter(({ name }) => scenario === undefined || name === scenario);
  for (const [done, trouble] of chosen.entries()) {
    const { name, isMounted, strikes } = trouble;
    if (isMounted && !mayMount) tally.add(`${name}: not tried, as nothing can be mounted here`);
    else {
      const root = join(directory, done.toString());
      mkdirSync(root);
      const what = await tryOne(trouble, root);
      tally.add(name);
      if (what !== undefined)
        findings.push({
          scenario: name,
          moment: strikes,
          seed,
          what,
          again: `pnpm crash --only disk --scenario '${name}'`,
        });
    }
    onProgress(done + 1, chosen.length);
  }
  return { counts: tally.counts(), findings };
};
