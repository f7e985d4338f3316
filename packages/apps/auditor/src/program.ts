import { Command } from 'commander';

import type { AuditorCommand } from './command';
import { htmlOption, jsonOption } from './options';
import { version } from './version';

const EXITS = {
  0: 'clean: nothing is wrong',
  1: 'something was found that is not as it should be',
  2: 'the command line is wrong, or it may not be done now',
  3: 'what it should look at is not there, or cannot be read',
} as const;

const CODES = [0, 1, 2, 3] as const;

const afterHelp = <O>({ examples, exits }: AuditorCommand<O>): string =>
  [
    '',
    'Examples:',
    ...examples.flatMap(([line, purpose]) => [`  # ${purpose}`, `  facture-auditor ${line}`]),
    '',
    'Exit codes:',
    ...CODES.map((code) => `  ${code.toString()}  ${exits[code] ?? EXITS[code]}`),
    '',
  ].join('\n');

const overview = `
In a checkout of the project, "npx --yes pnpm@12 --silent auditor" stands for "facture-auditor".

Where the store is: --store and --data, or FACTURE_STORE and FACTURE_DATA, as for the service. Nothing
but "seal" and "claims --release" writes to it, and all of them work while the service runs.

To audit from nothing: "seal" and "checkpoint" where the service does not seal by itself, keep what
"checkpoint" prints where nobody can change it, "export" a bundle, and "verify" it on another machine
against the checkpoint that was kept. "facture-auditor help COMMAND" tells the rest, with examples.

Exit codes:
${CODES.map((code) => `  ${code.toString()}  ${EXITS[code]}`).join('\n')}
`;

/** What to do when a command is called. */
export type OnCall = (
  command: AuditorCommand<never>,
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** Builds the command line of commands. */
export const buildProgram = (
  commands: ReadonlyArray<AuditorCommand<never>>,
  onCall: OnCall,
): Command => {
  const program = new Command('facture-auditor')
    .description('Looks at the history of orders, replays it, and proves that nobody changed it.')
    .version(version)
    .addHelpText('after', overview)
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  for (const command of commands) {
    const sub = new Command(command.name)
      .summary(command.summary)
      .description(command.description)
      .allowExcessArguments(false)
      .configureHelp({ helpWidth: 100 })
      .addHelpText('after', afterHelp(command))
      .exitOverride();
    for (const argument of command.arguments) sub.addArgument(argument);
    for (const option of command.options) sub.addOption(option);
    sub.addOption(jsonOption());
    if (command.html) sub.addOption(htmlOption());
    sub.action(async (...called: ReadonlyArray<unknown>) => {
      const named: ReadonlyArray<readonly [string, unknown]> = command.arguments.map(
        (argument, place) => [argument.name(), called[place]],
      );
      const options: Readonly<Record<string, unknown>> = sub.opts();
      await onCall(command, { ...options, ...Object.fromEntries(named) });
    });
    program.addCommand(sub);
  }
  return program;
};
