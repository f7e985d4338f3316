import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { plantedBugs } from './bugs';
import { searchFor } from './searchFor';

const USAGE = `pnpm planted [options]

Plants each known bug in the real code, one at a time, and simulates until a property finds it.

  --most N        seeds to try for each, from 0 on (20000)
  --json          prints the result as JSON
  --record FILE   writes the result to a file as well
  --help          prints this

Exit codes: 0 all were found, 1 one was not, 2 usage.
`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      most: { type: 'string', default: '20000' },
      json: { type: 'boolean', default: false },
      record: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const most = Number(values.most);
  if (values.help || !Number.isSafeInteger(most) || most < 1) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  const results = [];
  const tell = (line: string) => {
    if (!values.json) process.stdout.write(`${line}\n`);
  };
  tell('| planted bug | what it breaks | found by | after seeds |');
  tell('| --- | --- | --- | --- |');
  for (const bug of plantedBugs) {
    const { violation, seeds } = await searchFor(bug, most);
    const property = /^property \d+/.exec(violation ?? '')?.[0] ?? 'nothing';
    results.push({ name: bug.name, about: bug.about, property, seeds, violation });
    tell(`| ${bug.name} | ${bug.about} | ${property} | ${String(seeds)} |`);
  }
  const json = `${JSON.stringify(results, null, 2)}\n`;
  if (values.json) process.stdout.write(json);
  if (values.record !== undefined) writeFileSync(values.record, json);
  return results.every(({ violation }) => violation !== undefined) ? 0 : 1;
};

void main().then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    process.stderr.write(`${Error.isError(thrown) ? thrown.message : String(thrown)}\n`);
    process.exitCode = 2;
  },
);
