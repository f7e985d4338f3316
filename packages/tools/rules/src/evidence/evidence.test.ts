import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeResults } from './writeResults.ts';

const PAGE = `# Evidence

<!-- results: tamper -->

| what was there before |
| --------------------- |

<!-- end of results -->

After it.
`;

const tampered = {
  from: 0,
  tried: { untouched: 1_500, 'edit|cut': 1_500 },
  failures: [{ seed: 7, trial: 'untouched' }],
};

describe('the page about evidence', () => {
  it('is what the kept results make of it', () => {
    const main = join(__dirname, 'main.ts');
    const { status, stderr } = spawnSync(process.execPath, [main, '--check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has a result of each bench that it names', () => {
    const docs = join(__dirname, '../../../../../docs/explanation');
    const page = readFileSync(join(docs, 'evidence.md'), 'utf8');
    const named = Array.from(page.matchAll(/<!-- results: (\w+) -->/g), ([, name]) => name);
    expect(named).toEqual(['simulation', 'planted', 'tamper', 'crash', 'fuzz', 'mutation']);
    const kept = readdirSync(join(docs, 'evidence')).map((file) => file.replace('.json', ''));
    expect(named.filter((name) => !kept.includes(name ?? ''))).toEqual([]);
  });

  it('has the results in place of those before, and nothing else changed', () => {
    const written = writeResults(PAGE, new Map([['tamper', tampered]]));
    expect(written).toBe(`# Evidence

<!-- results: tamper -->

| what was done | histories | judged rightly |
| --- | --- | --- |
| untouched | 1,500 | 1,499 |
| edit\\|cut | 1,500 | 1,500 |

<!-- end of results -->

After it.
`);
  });

  it('keeps what it says where no result is kept', () => {
    expect(writeResults(PAGE, new Map())).toBe(PAGE);
  });

  it('does not name a bench that there is not', () => {
    expect(() => writeResults(PAGE.replace('tamper', 'guess'), new Map())).toThrow('guess');
  });

  it('tells of mutants by part, and of ignored ones by file and reason', () => {
    const place = { line: 1, replacement: 'true' };
    const closed = { ...place, reason: 'The types close this default.' };
    const same = { ...place, reason: 'It is the same.' };
    const counts = { part: 'order', of: '2026-01-31', mutants: 1_203, killed: 1_198, timedOut: 1 };
    const survivors = [{ ...place, status: 'Survived' }];
    const files = [
      { ...counts, file: 'order/src/ids.ts', ignored: [same, same, closed], survivors },
      {
        ...counts,
        file: 'order/src/order.ts',
        mutants: 4,
        killed: 2,
        ignored: [closed],
        survivors: [],
      },
    ];
    const page = '<!-- results: mutation --><!-- end of results -->';
    expect(writeResults(page, new Map([['mutation', { files }]]))).toContain(
      [
        '| part | code of | mutants | killed | timed out | ignored | survived |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        '| order | 2026-01-31 | 1,207 | 1,200 | 2 | 4 | 1 |',
        '',
        '| ignored where, and why | mutants |',
        '| --- | --- |',
        '| ids.ts: It is the same. | 2 |',
        '| The types close this default. | 2 |',
      ].join('\n'),
    );
  });

  it('adds up the runs of a bench', () => {
    const run = {
      part: 'kills',
      seed: 1,
      counts: { rounds: 2, 'kills of the writer': 9 },
      findings: 0,
    };
    const runs = [run, { ...run, seed: 5, counts: { rounds: 3 }, findings: 1 }];
    const page = '<!-- results: crash --><!-- end of results -->';
    expect(writeResults(page, new Map([['crash', { runs }]]))).toContain(
      [
        '| processes killed, from seed 1, 5 | times |',
        '| --- | --- |',
        '| rounds | 5 |',
        '| kills of the writer | 9 |',
        '| **findings** | 1 |',
      ].join('\n'),
    );
  });
});
