import * as E from 'fp-ts/Either';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PartResult, Running } from './bench';
import { runCalls } from './calls/runCalls';
import { runDisk } from './disk/runDisk';
import { runFiles } from './files/runFiles';
import type { Finding } from './finding';
import { runKills } from './kills/runKills';
import { PARTS, readOptions, type Options, type Part } from './options';
import { endChildren } from './process';
import { record } from './record';

const EVENTS_IN_FILES = 120;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const progressBar = (part: Part): Running['onProgress'] => {
  const started = performance.now();
  return (done, all) => {
    if (!process.stderr.isTTY) return;
    const rate = done / ((performance.now() - started) / 1_000);
    const left = Math.ceil((all - done) / rate);
    const filled = '█'.repeat(Math.floor((20 * done) / all)).padEnd(20, '░');
    const numbers = `${part} ${String(done)}/${String(all)}, ${rate.toFixed(1)}/s, ${String(left)} s left`;
    process.stderr.write(`\r\u001B[K${filled} ${numbers}${done === all ? '\n' : ''}`);
  };
};

const explain = ({ scenario, moment, seed, what, again }: Finding): string =>
  `\n${scenario}, ${moment}, seed ${String(seed)}:\n  ${what}\nAgain: ${again}`;

const parts: Readonly<Record<Part, (running: Running, options: Options) => Promise<PartResult>>> = {
  files: (running) => runFiles({ ...running, events: EVENTS_IN_FILES, each: 1 }),
  calls: (running, { scenario }) => runCalls({ ...running, scenario, each: 1 }),
  disk: (running, { scenario }) => runDisk({ ...running, scenario }),
  kills: (running, { kills }) => runKills({ ...running, kills }),
};

/** Runs one part in a directory of its own, which is left there when something was found. */
const runPart = async (
  part: Part,
  options: Options,
): Promise<PartResult & { readonly seconds: number }> => {
  const directory = mkdtempSync(join(tmpdir(), `facture-crash-${part}-`));
  const started = performance.now();
  const result = await parts[part](
    { seed: options.seed, directory, onProgress: progressBar(part) },
    options,
  );
  if (result.findings.length === 0) rmSync(directory, { recursive: true, force: true });
  else process.stderr.write(`What is left of it is in ${directory}\n`);
  return { ...result, seconds: (performance.now() - started) / 1_000 };
};

const main = async (): Promise<void> => {
  const read = readOptions(process.argv.slice(2));
  if (E.isLeft(read)) {
    (read.left.exitCode === 0 ? process.stdout : process.stderr).write(read.left.message);
    process.exitCode = read.left.exitCode;
    return;
  }
  const options = read.right;
  const results: Record<string, PartResult & { readonly seconds: number }> = {};
  for (const part of PARTS)
    if (options.only === undefined || options.only === part)
      results[part] = await runPart(part, options);
  const findings = Object.values(results).flatMap((result) => result.findings);
  if (options.record !== undefined) record(options.record, options.seed, results);
  if (options.json) say(JSON.stringify({ seed: options.seed, parts: results }, null, 2));
  else {
    for (const [part, { counts, seconds }] of Object.entries(results)) {
      say(`${part}, ${seconds.toFixed(0)} s`);
      for (const [name, count] of Object.entries(counts))
        say(`${String(count).padStart(10)}  ${name}`);
    }
    say(`${String(findings.length)} findings`);
    for (const finding of findings.slice(0, 20)) say(explain(finding));
  }
  process.exitCode = findings.length > 0 ? 1 : 0;
};

process.on('exit', endChildren);
void main();
