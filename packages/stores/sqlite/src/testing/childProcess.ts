import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of its own, and the lines that it prints. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far, line by line. */
  readonly lines: ReadonlyArray<string>;
  /** Resolves with its exit code, or null after a signal, once all of its lines are read. */
  readonly ended: Promise<number | null>;
}

/** Runs a script in TypeScript, on the Node that runs the tests. */
export const startChild = (script: string, ...settings: ReadonlyArray<string>): Child => {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@facture/source',
      '--require',
      require.resolve('./registerTypeScript.cjs'),
      script,
      ...settings,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: Array<string> = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = Promise.all([once(child, 'close'), once(reader, 'close')]).then(
    () => child.exitCode,
  );
  return { process: child, lines, ended };
};
