import { afterAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  audit,
  auditJson,
  directory,
  openStore,
  removeDirectories,
  serviceWith,
  tamper,
  writeRows,
} from '../testing/bench';
import { exported, exportFrom } from '../testing/sealedBundle';
import { GivenUp, writeLines } from './writeLines';

afterAll(removeDirectories);

const endless = async function* () {
  for (;;) yield await Promise.resolve('x'.repeat(100_000));
};

describe('writeLines', () => {
  it('leaves nothing when it is interrupted, or when the lines end in a failure', async () => {
    const place = directory();
    const file = join(place, 'facture.bundle');
    const stop = new AbortController();
    const writing = writeLines(file, endless(), stop.signal);
    while (!existsSync(`${file}.partial`)) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(existsSync(file)).toBe(false);
    stop.abort();
    await expect(writing).rejects.toThrow(GivenUp);
    expect(readdirSync(place)).toEqual([]);

    const failing = async function* () {
      yield await Promise.resolve('one');
      throw new Error('the store went away');
    };
    const { signal } = new AbortController();
    await expect(writeLines(file, failing(), signal)).rejects.toThrow('the store went away');
    expect(readdirSync(place)).toEqual([]);
  });
});

describe('export', () => {
  it('is refused, and leaves nothing, when it is interrupted', async () => {
    const { data } = await exported(20);
    const place = directory();
    const ran = await audit(
      ['export', '--data', data, '--out', join(place, 'a.bundle')],
      AbortSignal.abort(),
    );
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('interrupted');
    expect(readdirSync(place)).toEqual([]);
  });

  it('writes over nothing', async () => {
    const { data, bundle } = await exported(20);
    const before = readFileSync(bundle, 'utf8');
    const ran = await audit(['export', '--data', data, '--out', bundle]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('is there already');
    expect(readFileSync(bundle, 'utf8')).toBe(before);
  });

  it('goes as far as the latest checkpoint, with the totals of that moment', async () => {
    const { data } = await exported(40);
    const { events, close } = openStore(data);
    const database = join(data, 'facture.db');
    const streams: Array<string> = [];
    for await (const { stream, revision } of events.readAll())
      if (revision === 0) streams.push(stream);
    await close();
    // The row of an order is ahead of the log from here on.
    writeRows(
      database,
      `UPDATE read_model_rows SET position = x'000000000000000000000000000fffff'
         WHERE stream = '${streams[0] ?? ''}'`,
    );
    const place = directory();
    const file = join(place, 'later.bundle');
    const { code } = await audit(['export', '--data', data, '--out', file]);
    expect(code).toBe(0);
    const { json } = await auditJson(['checkpoint', '--data', data]);
    const verified = await auditJson(['verify', file, '--key', String(json['verifierKey'])]);
    expect(verified).toMatchObject({ code: 0, json: { streams: streams.length } });
  });

  it('claims what the read model shows, so that verifying finds drift', async () => {
    const data = await serviceWith(40);
    writeRows(
      join(data, 'facture.db'),
      `UPDATE read_model_rows SET body = json_set(body, '$.invoicedMinor', 1)
         WHERE stream = (SELECT stream FROM events LIMIT 1)`,
    );
    const { bundle, key } = await exportFrom(data);
    const { code, json } = await auditJson(['verify', bundle, '--key', key]);
    expect({ code, ...json }).toMatchObject({ code: 1, findings: [{ type: 'TotalsDiffer' }] });
  });

  it('tells where the store is not what was sealed, and verifying tells it as well', async () => {
    const { data, key } = await exported(40);
    const database = join(data, 'facture.db');
    tamper(database, 'DELETE FROM events WHERE position = 10');
    const file = join(directory(), 'b.bundle');
    const { code, json } = await auditJson(['export', '--data', data, '--out', file]);
    expect({ code, ...json }).toMatchObject({
      code: 1,
      findings: [{ type: 'EventMissing', logIndex: 9 }],
    });
    const verified = await auditJson(['verify', file, '--key', key]);
    expect(verified.json['findings']).toContainEqual(
      expect.objectContaining({ type: 'LogIndexDiffers', logIndex: 10, expected: 'log index 9' }),
    );
  });

  it('says what to do where nothing is sealed', async () => {
    const data = await serviceWith(10);
    const file = join(data, 'c.bundle');
    const ran = await audit(['export', '--data', data, '--out', file]);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain('facture-auditor seal');
    expect(existsSync(file)).toBe(false);
  });
});
