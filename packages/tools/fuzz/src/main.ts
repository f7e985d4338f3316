import * as E from 'fp-ts/Either';
import { writeFileSync } from 'node:fs';

import { REACHABLE, UNREACHABLE } from './codes';
import type { Finding } from './fuzz';
import { readOptions } from './options';
import { SHOTS_PER_ROUND } from './round';
import { runFuzz, type FuzzReport } from './runFuzz';
import { endServices } from './service';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const progressBar = (requests: number): ((done: number) => void) => {
  const started = performance.now();
  return (sent) => {
    if (!process.stderr.isTTY) return;
    const done = Math.min(sent, requests);
    const rate = done / ((performance.now() - started) / 1_000);
    const left = Math.ceil((requests - done) / rate);
    const filled = '█'.repeat(Math.floor((20 * done) / requests)).padEnd(20, '░');
    const numbers = `${String(done)}/${String(requests)} requests, ${rate.toFixed(0)}/s, ${String(left)} s left`;
    process.stderr.write(`\r\u001B[K${filled} ${numbers}${done === requests ? '\n' : ''}`);
  };
};

const MOST_BYTES = 4_000;

/** Bytes as they can be read and pasted: a string literal, one character for each byte. */
const literal = (bytes: Buffer): string =>
  JSON.stringify(bytes.subarray(0, MOST_BYTES).toString('latin1')).replace(
    /[\u007F-\u00FF]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16)}`,
  ) + (bytes.length > MOST_BYTES ? ` and ${String(bytes.length - MOST_BYTES)} bytes more` : '');

/** What a finding is, what was sent, and how to see it again. */
const explained = (seed: number, { what, round, shot }: Finding): Record<string, unknown> => ({
  what,
  ...(shot === undefined
    ? {}
    : {
        sent: `${shot.kind}: ${shot.name}`,
        pieces: shot.pieces.map(literal),
        then: shot.ending,
      }),
  ...(round === undefined
    ? {}
    : {
        again: `pnpm fuzz --seed ${String(seed)} --from ${String(round)} --requests ${String(SHOTS_PER_ROUND)} --connections 1`,
      }),
});

const mebibytes = (bytes = 0): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;

const print = (report: FuzzReport, seconds: number): void => {
  const { requests, codes, statuses, heap, timing, findings, unreached } = report;
  for (const [kind, count] of Object.entries(requests))
    say(`${String(count).padStart(10)}  ${kind}`);
  for (const [status, count] of Object.entries(statuses))
    say(`${String(count).padStart(10)}  answered ${status}`);
  for (const code of REACHABLE) say(`${String(codes[code] ?? 0).padStart(10)}  ${code}`);
  for (const [code, why] of Object.entries(UNREACHABLE)) say(`         -  ${code}: ${why}`);
  const sent = Object.values(requests).reduce((sum, count) => sum + count, 0);
  say(`${String(sent)} requests of seed ${String(report.seed)} in ${seconds.toFixed(0)} s`);
  say(
    `${String(report.acknowledgedWritings)} writings acknowledged, ${String(report.events)} events, each of a request that may have written it`,
  );
  say(
    `heap ${mebibytes(heap.bytes[0])} after the warm-up, ${mebibytes(heap.bytes.at(-1))} in the end, grown by ${mebibytes(heap.grownBytes)}`,
  );
  say(
    `p99 of refusing a hostile body ${timing.refused.p99.toFixed(1)} ms, ${timing.ratio.toFixed(1)} times the median of a good request, ${timing.good.median.toFixed(1)} ms (its p99: ${timing.good.p99.toFixed(1)} ms)`,
  );
  if (unreached.length > 0) say(`not reached: ${unreached.join(', ')}`);
  say(`${String(findings.length)} findings`);
  for (const finding of findings)
    say(`\n${JSON.stringify(explained(report.seed, finding), null, 2)}`);
};

const main = async (): Promise<void> => {
  const read = readOptions(process.argv.slice(2));
  if (E.isLeft(read)) {
    (read.left.exitCode === 0 ? process.stdout : process.stderr).write(read.left.message);
    process.exitCode = read.left.exitCode;
    return;
  }
  const { json, record, ...extent } = read.right;
  const started = performance.now();
  const report = await runFuzz(extent, progressBar(extent.requests));
  const seconds = (performance.now() - started) / 1_000;
  const findings = report.findings.map((finding) => explained(report.seed, finding));
  const result = JSON.stringify(
    { ...report, findings, unreachable: UNREACHABLE, seconds },
    null,
    2,
  );
  if (record !== undefined) writeFileSync(record, `${result}\n`);
  if (json) say(result);
  else print(report, seconds);
  process.exitCode = report.isPassed ? 0 : 1;
};

process.on('exit', endServices);
void main();
