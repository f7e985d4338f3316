import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

import { afterAll, describe, expect, it } from '@jest/globals';

import {
  endChildren,
  startChildService,
  startProgram,
  temporaryDirectory,
} from './testing/childService';

const run = promisify(execFile);

const curlLines = (stdout: string): ReadonlyArray<string> =>
  stdout.split('\n').filter((line) => line.startsWith('curl '));

const shell = async (line: string): Promise<unknown> =>
  JSON.parse((await run('sh', ['-c', line])).stdout) as unknown;

const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.warn('There is no curl on this machine: its lines are not tried.');
const withCurl = hasCurl ? it : it.skip;

describe('the first steps', () => {
  const directory = temporaryDirectory();
  afterAll(() => {
    endChildren();
    directory.remove();
  });
  withCurl(
    'places, invoices and shows the order of the documentation, and again after kill -9',
    async () => {
      const first = await startChildService(directory.path, [], {});
      const lines = curlLines(first.stdout());
      expect(lines).toHaveLength(3);
      const [place = '', notify = '', show = ''] = lines;
      const receipt = expect.stringMatching(/^[0-9a-f]{32}$/) as unknown;
      const orderId = '00-v5195004lux-01';
      expect(await shell(place)).toMatchObject({ orderId, receipt });
      expect(await shell(notify)).toMatchObject({ orderId, receipt });
      const totals = await shell(show);
      expect(totals).toMatchObject({
        orderId,
        status: 'invoiced',
        orderedMinor: 9508,
        invoicedMinor: 9508,
        remainingMinor: 0,
        currentMinor: 9508,
        toSettleMinor: 9508,
        revision: 1,
      });

      first.process.kill('SIGKILL');
      expect(await first.ended).toBe('SIGKILL');

      const second = await startChildService(directory.path, [], {});
      expect(second.stdout()).not.toContain('made just now');
      const moved = show.replace(first.url, second.url);
      expect(await shell(moved)).toEqual(totals);

      second.process.kill('SIGTERM');
      expect(await second.ended).toBe(0);
    },
  );

  it('shows the demo and leaves nothing behind', async () => {
    const demo = startProgram('demo.ts', [], { TMPDIR: directory.path });
    expect(await demo.ended).toBe(0);
    expect(demo.stdout()).toContain('Order 00-v5195004lux-01 was placed');
    expect(demo.stdout()).toContain('"currentMinor": 9508');
    expect(demo.stderr()).toBe('');
    const left = (await run('ls', [directory.path])).stdout;
    expect(left).not.toContain('facture-demo-');
  });
});
