import * as E from 'fp-ts/Either';
import pino from 'pino';

import { openService, type RunningService } from './openService';
import { readSettings, type NotStarting } from './settings';
import { welcome } from './welcome';

const GRACE_MS = 10_000;

const leave = ({ exitCode, message }: NotStarting): void => {
  (exitCode === 0 ? process.stdout : process.stderr).write(message);
  process.exitCode = exitCode;
};

/** Ends the service at the first signal, and the process at the second or when it takes too long. */
const endOnSignal = (service: RunningService): void => {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    service.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
};

const main = async (): Promise<void> => {
  const settings = readSettings(process.argv.slice(2));
  if (E.isLeft(settings)) {
    leave(settings.left);
    return;
  }
  // What is said to people goes to the standard output, the log to the standard error.
  const log = pino({ level: settings.right.logLevel }, pino.destination({ fd: 2, sync: true }));
  const service = await openService(settings.right, log);
  if (E.isLeft(service)) {
    leave(service.left);
    return;
  }
  endOnSignal(service.right);
  void service.right.failed.then(async (reason) => {
    leave(reason);
    await service.right.close();
    process.exit();
  });
  process.stdout.write(welcome(service.right));
};

void main();
