#!/usr/bin/env node
import { commands } from './commands';
import { run } from './run';

const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
});
process.once('SIGTERM', () => {
  stop.abort();
});

void run(commands, process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  signal: stop.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
