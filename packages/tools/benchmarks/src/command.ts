/** A command: what it can be told, and what it does then. */
export interface Command<Options> {
  readonly usage: string;
  /** Reads the command line; undefined asks for help. Throws on what it does not know. */
  readonly readOptions: (args: ReadonlyArray<string>) => Options | undefined;
  /** Does what is asked for. Answers whether that came to what it should. */
  readonly run: (options: Options) => Promise<boolean>;
}

interface Output {
  readonly write: (text: string) => unknown;
}

/** Where a command prints. */
interface Outputs {
  readonly stdout: Output;
  readonly stderr: Output;
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/**
 * Runs a command. Answers its exit code: 0 when all is well, 1 when something is not, 2 when it cannot
 * be run in the way that was asked for, in which case nothing was done.
 */
export const runCommand = async <Options>(
  { usage, readOptions, run }: Command<Options>,
  args: ReadonlyArray<string>,
  { stdout, stderr }: Outputs,
): Promise<0 | 1 | 2> => {
  let options: Options | undefined;
  try {
    options = readOptions(args);
  } catch (thrown) {
    stderr.write(`error: ${messageOf(thrown)}\n`);
    return 2;
  }
  if (options === undefined) {
    stdout.write(usage);
    return 0;
  }
  try {
    return (await run(options)) ? 0 : 1;
  } catch (thrown) {
    stderr.write(`${messageOf(thrown)}\n`);
    return 1;
  }
};

/** Runs a command as this process. A signal ends it in order, so that its files are removed. */
export const startCommand = <Options>(command: Command<Options>): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      process.exit(1);
    });
  void runCommand(command, process.argv.slice(2), process).then((code) => {
    process.exitCode = code;
  });
};
