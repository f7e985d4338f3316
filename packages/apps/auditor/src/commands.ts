import type { AuditorCommand } from './command';
import { checkpointCommand } from './commands/checkpoint';
import { claimsCommand } from './commands/claims';
import { exportCommand } from './commands/export';
import { historyCommand } from './commands/history';
import { replayCommand } from './commands/replay';
import { sealCommand } from './commands/seal';
import { totalsCommand } from './commands/totals';
import { verifyCommand } from './commands/verify';
import { watchCommand } from './commands/watch';

/** All commands, in the order of the help. */
export const commands: ReadonlyArray<AuditorCommand<never>> = [
  historyCommand,
  totalsCommand,
  replayCommand,
  sealCommand,
  checkpointCommand,
  exportCommand,
  verifyCommand,
  claimsCommand,
  watchCommand,
];
