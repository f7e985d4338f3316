import type { Command } from 'commander';

/** The whole help of a command, as `--help` prints it. */
export const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
};
