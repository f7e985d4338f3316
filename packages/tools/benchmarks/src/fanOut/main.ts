import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startCommand } from '../command';
import { describeMachine } from '../machine';
import { openStore } from '../openStore';
import { progressOn } from '../progress';
import { temporaryDirectory } from '../temporaryDirectory';
import { FAN_OUT_USAGE, readFanOutOptions, type FanOutOptions } from './fanOutOptions';
import { tryFanOut, type FanOutOutcome } from './fanOutTrial';
import type { Standing } from './receivers';
import { openReceiversApart } from './receiversApart';
import { startServiceApart } from './serviceApart';

const BAR = 30;

const bar = ({ subscribers, events }: FanOutOptions, standing: Standing, sent: number): string => {
  const share = standing.events / (subscribers * events);
  const filled = Math.floor(share * BAR);
  return [
    `[${'█'.repeat(filled)}${' '.repeat(BAR - filled)}] ${(100 * share).toFixed(1)} %`,
    `sent ${sent.toString()} of ${events.toString()}`,
    `${standing.connected.toString()} connected`,
  ].join('  ');
};

const whole = (number: number): string => Math.round(number).toLocaleString('en-US');

const formatOutcome = (outcome: FanOutOutcome): string => `\
${whole(outcome.complete)} of ${whole(outcome.subscribers)} subscribers got all ${whole(outcome.events)} events in order${outcome.isSame ? ', the same bytes' : ''}
came back ${whole(outcome.returns)} times, ${whole(outcome.repeats)} events came twice
${outcome.seconds.toFixed(1)} s, ${whole(outcome.perSecond)} events × subscribers per second
peak memory of the service ${outcome.peakRssMiB.map(whole).join(' MiB before the restart, ')} MiB after it
`;

const run = async (options: FanOutOptions): Promise<boolean> => {
  const { path: data } = temporaryDirectory('fan-out');
  const progress = progressOn(process.stderr);
  const machine = describeMachine();
  const outcome = await tryFanOut({
    ...options,
    data,
    startService: startServiceApart,
    openStore: (directory) => openStore(join(directory, 'facture.db')),
    openReceivers: openReceiversApart,
    tell: (standing, sent) => {
      progress.tell(bar(options, standing, sent));
    },
  });
  progress.clear();
  process.stdout.write(formatOutcome(outcome));
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify({ machine, ...outcome }, undefined, 2)}\n`);
  return outcome.complete === outcome.subscribers && outcome.isSame;
};

startCommand({ usage: FAN_OUT_USAGE, readOptions: readFanOutOptions, run });
