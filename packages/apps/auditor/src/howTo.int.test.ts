import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { directory, openStore, removeDirectories, serviceWith } from './testing/bench';

let data: string;
let bin: string;
let order = '';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

beforeAll(async () => {
  data = await serviceWith(60);
  const { events, close } = openStore(data);
  for await (const { stream } of events.readAll()) order = stream.slice('order-'.length);
  await close();
  bin = directory();
  const program = [
    process.execPath,
    '--require',
    require.resolve('./testing/typescript.cjs'),
    '--conditions',
    '@facture/source',
    join(__dirname, 'main.ts'),
  ];
  const script = `#!/bin/sh\nexec ${program.map(quoted).join(' ')} "$@"\n`;
  writeFileSync(join(bin, 'facture-auditor'), script, { mode: 0o700 });
});
afterAll(removeDirectories);

/** Runs all commands of a page, one after the other, in a directory of their own. */
const follow = async (page: string): Promise<string> => {
  const markdown = readFileSync(resolve(__dirname, '../../../../docs/how-to', page), 'utf8');
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code = '']) => code);
  expect(blocks.length).toBeGreaterThan(3);
  const cwd = directory();
  const script = ['set -e', ...blocks].join('\n').replaceAll('1172452900788-01', order);
  await promisify(execFile)('sh', ['-c', script], {
    cwd,
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, FACTURE_DATA: data },
  });
  return cwd;
};

describe('the pages for auditors', () => {
  it('audit an order', async () => {
    const cwd = await follow('audit-an-order.md');
    expect(readFileSync(join(cwd, 'order.html'), 'utf8')).toContain(`History of order ${order}`);
  });

  it('verify offline', async () => {
    const cwd = await follow('verify-offline.md');
    expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('<dd>held</dd>');
    expect(existsSync(join(cwd, 'facture.bundle'))).toBe(true);
  });
});
