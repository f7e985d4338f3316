import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of its own, and the lines that it prints. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far, line by line. */
  readonly lines: ReadonlyArray<string>;
  readonly complaints: () => string;
  readonly isRunning: () => boolean;
  /** Resolves with its exit code or the signal that ended it, once all of its lines are read. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

const running = new Set<ChildProcess>();

/** Ends what is still running: a bench that fails leaves no process behind. */
export const endChildren = (): void => {
  for (const child of running) child.kill('SIGKILL');
};

/** Built code runs as it is; where the sources run, as in tests, so do the children's. */
const forSources = (script: string): ReadonlyArray<string> =>
  script.endsWith('.ts')
    ? [
        '--conditions=@facture/source',
        '--require',
        require.resolve('@facture/rules/register-sources'),
      ]
    : [];

/** What a script is run by besides its arguments. */
export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** A program that runs the Node, such as one that limits it, and its arguments. */
  readonly under?: ReadonlyArray<string>;
}

/** Runs a script on the Node that runs this one. */
export const startProcess = (
  script: string,
  args: ReadonlyArray<string>,
  { environment = {}, under = [] }: StartOptions = {},
): Child => {
  const [command = process.execPath, ...all] = [
    ...under,
    process.execPath,
    ...forSources(script),
    script,
    ...args,
  ];
  const child = spawn(command, all, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines: Array<string> = [];
  let complaints = '';
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const ended = Promise.all([once(child, 'close'), once(reader, 'close')]).then(
    ([[code, signal]]) => {
      running.delete(child);
      return (code ?? signal) as number | NodeJS.Signals;
    },
  );
  return {
    process: child,
    lines,
    complaints: () => complaints,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended,
  };
};

/** Ends a process with signal 9, and waits until it has gone. */
export const kill = async (child: Child): Promise<void> => {
  child.process.kill('SIGKILL');
  const end = await child.ended;
  if (end !== 'SIGKILL')
    throw new Error(`a process ended by itself with ${String(end)}: ${child.complaints()}`);
};
