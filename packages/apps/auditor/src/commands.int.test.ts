import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import {
  audit,
  auditApart,
  directory,
  removeDirectories,
  serviceWith,
  startAuditor,
  tamper,
} from './testing/bench';

let data: string;
let kept: string;

beforeAll(async () => {
  data = await serviceWith(400);
  kept = directory();
});
afterAll(removeDirectories);

const succeed = async (...args: ReadonlyArray<string>): Promise<string> => {
  const { code, stdout, stderr } = await auditApart(args, { FACTURE_DATA: data });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

describe('the auditor, in a process of its own', () => {
  it('goes all the way from replaying to verifying, and leaves the events as they were', async () => {
    const before = readFileSync(join(data, 'facture.db'));

    expect(await succeed('replay')).toContain('Clean: no finding.');
    expect(await succeed('seal')).toMatch(/Events sealed in all: {2}4\d\d/);
    const checkpoint = join(kept, 'checkpoint.txt');
    const note = await succeed('checkpoint', '--out', checkpoint);
    expect(readFileSync(checkpoint, 'utf8')).toBe(note);
    const { verifierKey } = JSON.parse(await succeed('checkpoint', '--json')) as {
      readonly verifierKey: string;
    };
    const key = join(kept, 'key.txt');
    writeFileSync(key, `${verifierKey}\n`);
    const bundle = join(kept, 'facture.bundle');
    expect(await succeed('export', '--out', bundle)).toContain('Clean: no finding.');
    const verified = await succeed('verify', bundle, '--key', key, '--checkpoint', checkpoint);
    expect(verified).toMatch(/Older checkpoint: +held/);

    const lines = readFileSync(bundle, 'utf8').split('\n');
    const order = (JSON.parse(lines[1] ?? '') as { readonly stream: string }).stream.slice(6);
    expect(await succeed('history', order)).toContain(`Order ${order} was placed`);
    expect(await succeed('totals', order, '--revision', '0')).toMatch(/Status: +placed/);
    expect(await succeed('claims')).toMatch(/Claims: +0/);
    expect(await succeed('watch', '--until-caught-up')).toBe('Clean: no finding.\n');

    expect(readFileSync(join(data, 'facture.db')).equals(before)).toBe(true);
    expect(readdirSync(kept).sort()).toEqual(['checkpoint.txt', 'facture.bundle', 'key.txt']);
  });

  it('watches until it is told to end, and reports at once', async () => {
    const damaged = await serviceWith(20);
    tamper(join(damaged, 'facture.db'), 'DELETE FROM events WHERE revision = 1');
    const { child, ended } = startAuditor(['watch', '--data', damaged]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^OutOfSequence: order-.*, revision 2\n {2}expected: revision 1\n/);
    expect(stdout).toMatch(/\d+ findings?\.\n$/);
  });

  it('seals what comes until it is told to end, while nobody else may', async () => {
    const fresh = await serviceWith(20);
    const { child, ended } = startAuditor(['seal', '--data', fresh, '--follow', '--json']);
    while ((await audit(['checkpoint', '--data', fresh])).code !== 0) await wait(20);
    const refused = await audit(['seal', '--data', fresh]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--no-seal');
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'seal', clean: true });
  });
});

describe('the exit code', () => {
  it('is 2 for a wrong command line, and the message names the remedy', async () => {
    const { code, stdout, stderr } = await auditApart(['totals', 'x', '--revision', '-1']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Give a revision: 0, 1, 2, …');
  });

  it('is 3 for what is not there, of which nothing is made', async () => {
    const nowhere = join(directory(), 'nowhere');
    const { code, stdout, stderr } = await auditApart(['replay', '--data', nowhere]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(join(nowhere, 'facture.db'));
    expect(readdirSync(join(nowhere, '..'))).toEqual([]);
  });
});
