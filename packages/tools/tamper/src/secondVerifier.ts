import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(__dirname, '../src/verify.py');

/** A bundle and what it is verified with. */
export interface Case {
  readonly bundle: string;
  readonly keys: ReadonlyArray<string>;
  readonly older: string | null;
}

/** The verifier in Python, running. */
export interface SecondVerifier {
  /** Answers what it finds, as it says it. */
  readonly verify: (asked: Case) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
  readonly stop: () => void;
}

/** What the second verifier needs and the machine lacks; undefined when all is there. */
export const missingForSecondVerifier = (): string | undefined =>
  [
    { program: 'python3', args: ['--version'] },
    { program: 'openssl', args: ['version'] },
  ].find(({ program, args }) => spawnSync(program, args).status !== 0)?.program;

/** Starts the second verifier. It answers one bundle after the other. */
export const startSecondVerifier = (): SecondVerifier => {
  const process = spawn('python3', [SCRIPT, '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface(process.stdout)[Symbol.asyncIterator]();
  return {
    verify: async (asked) => {
      process.stdin.write(`${JSON.stringify(asked)}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error('the second verifier has ended');
      return JSON.parse(answer.value) as ReadonlyArray<Readonly<Record<string, unknown>>>;
    },
    stop: () => {
      process.stdin.end();
    },
  };
};
