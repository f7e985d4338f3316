import * as E from 'fp-ts/Either';
import { writeFileSync } from 'node:fs';

import { readOptions } from './options';
import { runTamper, TRIALS, type Failure, type TamperReport } from './runTamper';
import { missingForSecondVerifier } from './secondVerifier';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const progressBar = (each: number): ((done: number) => void) => {
  const started = performance.now();
  return (done) => {
    if (!process.stderr.isTTY) return;
    const rate = done / ((performance.now() - started) / 1_000);
    const left = Math.ceil((each - done) / rate);
    const filled = '█'.repeat(Math.floor((20 * done) / each)).padEnd(20, '░');
    const numbers = `${String(done)}/${String(each)} histories, ${rate.toFixed(1)}/s, ${String(left)} s left`;
    process.stderr.write(`\r\u001B[K${filled} ${numbers}${done === each ? '\n' : ''}`);
  };
};

const explain = ({ seed, trial, verdict }: Failure): string =>
  `\n${trial}: ${verdict.type}\n${JSON.stringify(verdict, null, 2)}\nAgain: pnpm tamper --each 1 --from ${String(seed)}`;

const print = ({ from, each, events, failures }: TamperReport, seconds: number): void => {
  for (const trial of TRIALS) {
    const failed = failures.filter((failure) => failure.trial === trial);
    const right = trial === 'untouched' ? 'without alarm' : 'found at the right position';
    say(`${trial.padEnd(12)} ${String(each - failed.length)} of ${String(each)} ${right}`);
  }
  say(`seeds ${String(from)} to ${String(from + each - 1)}, ${String(events)} events`);
  say(`both verifiers, ${seconds.toFixed(0)} s`);
  const [first] = failures;
  if (first !== undefined) say(explain(first));
};

const main = async (): Promise<void> => {
  const read = readOptions(process.argv.slice(2));
  if (E.isLeft(read)) {
    (read.left.exitCode === 0 ? process.stdout : process.stderr).write(read.left.message);
    process.exitCode = read.left.exitCode;
    return;
  }
  const missing = missingForSecondVerifier();
  if (missing !== undefined) {
    process.stderr.write(`The second verifier needs ${missing}: install it and try again.\n`);
    process.exitCode = 2;
    return;
  }
  const { each, from, json, record } = read.right;
  const started = performance.now();
  const report = await runTamper({
    from,
    each,
    isSecondAsked: true,
    onProgress: progressBar(each),
  });
  const seconds = (performance.now() - started) / 1_000;
  if (record !== undefined) writeFileSync(record, `${JSON.stringify(report, null, 2)}\n`);
  if (json) say(JSON.stringify({ ...report, seconds }, null, 2));
  else print(report, seconds);
  process.exitCode = report.failures.length > 0 ? 1 : 0;
};

void main();
