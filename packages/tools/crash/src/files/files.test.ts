import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { judgeLog } from './judgeLog';
import { judgeModels } from './judgeModels';
import { judgeStore } from './judgeStore';
import { runFiles, wrongAbout } from './runFiles';
import { writeSample, type Sample } from './sample';

const directory = mkdtempSync(join(tmpdir(), 'facture-crash-'));
let sample: Sample;
let other: Sample;

beforeAll(async () => {
  sample = await writeSample(join(directory, 'one'), { seed: 1, events: 40 });
  other = await writeSample(join(directory, 'other'), { seed: 2, events: 40 });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

let places = 0;

/** A copy of the sample, in which somebody changes something. */
const changed = (name: string, sql: string): string => {
  const place = join(directory, (places++).toString());
  cpSync(sample.directory, place, { recursive: true });
  const database = new DatabaseSync(join(place, name));
  database.exec(sql);
  database.close();
  return place;
};

const judgeChanged = (sql: string) =>
  judgeStore(join(changed('facture.db', sql), 'facture.db'), sample);

describe('the judge of a file', () => {
  it('takes a whole one for whole', async () => {
    expect(await judgeChanged('SELECT 1')).toEqual({ type: 'Prefix', count: sample.events.length });
    const place = changed('facture.db', 'SELECT 1');
    const models = await judgeModels(join(place, 'read-models.db'), sample);
    expect(models.type).toBe('Prefix');
    expect(await judgeLog(place, sample)).toEqual({
      type: 'Prefix',
      count: sample.checkpoints.length,
    });
  });

  it('finds events that are others', async () => {
    expect(await judgeStore(join(other.directory, 'facture.db'), sample)).toMatchObject({
      type: 'Wrong',
      part: 'events',
    });
  });

  it('finds an event that is gone, a claim that is gone, and totals that are wrong', async () => {
    expect(await judgeChanged('DELETE FROM events WHERE position = 7')).toMatchObject({
      type: 'Wrong',
      part: 'events',
    });
    expect(
      await judgeChanged('DELETE FROM claims WHERE key = (SELECT max(key) FROM claims)'),
    ).toMatchObject({ type: 'Wrong', part: 'claims' });
    const wrong =
      'DELETE FROM read_model_rows WHERE stream = (SELECT max(stream) FROM read_model_rows)';
    expect(await judgeChanged(wrong)).toMatchObject({ type: 'Wrong', part: 'totals' });
    const place = changed('read-models.db', wrong);
    expect(await judgeModels(join(place, 'read-models.db'), sample)).toMatchObject({
      type: 'Wrong',
      part: 'totals',
    });
  });

  it('takes what the store says of damage for a refusal', async () => {
    const damaged = `UPDATE events SET data = '{}' WHERE position = 7`;
    expect(await judgeChanged(damaged)).toEqual({
      type: 'Refused',
      reason: 'Fatal: the event at position 7 is damaged',
    });
    const totals = `UPDATE read_model_rows SET body = json_set(body, '$.invoicedMinor', 1)`;
    expect(await judgeChanged(totals)).toMatchObject({ type: 'Refused' });
    const claims = `UPDATE claims SET stream = 'order-1' WHERE key = (SELECT max(key) FROM claims)`;
    expect(await judgeChanged(claims)).toMatchObject({ type: 'Refused' });
  });

  it('finds a log that goes on from another tree', async () => {
    expect(await judgeLog(other.directory, sample)).toMatchObject({ type: 'Refused' });
    const swapped = `UPDATE positions SET positions = zeroblob(length(positions))`;
    expect(await judgeLog(changed('log.db', swapped), sample)).not.toMatchObject({
      type: 'Prefix',
    });
  });
});

describe('a verdict', () => {
  it('is right where all is left that was committed before a cut, and nothing else', () => {
    expect(wrongAbout({ type: 'Prefix', count: 7 }, 7)).toBeUndefined();
    expect(wrongAbout({ type: 'Prefix', count: 6 }, 7)).toContain('6 are left');
    expect(wrongAbout({ type: 'Refused', reason: 'away' }, 7)).toContain('away');
  });

  it('is right where a flip is refused, and wrong wherever it goes unnoticed', () => {
    expect(wrongAbout({ type: 'Refused', reason: 'damaged' }, undefined)).toBeUndefined();
    for (const part of ['events', 'streams', 'claims', 'totals', 'sealed'] as const)
      for (const expected of [7, undefined])
        expect(wrongAbout({ type: 'Wrong', part, what: 'other' }, expected)).toBe('other');
  });
});

describe('files that are cut and flipped', () => {
  it('give a clean prefix or are refused: a sample', async () => {
    const { counts, findings } = await runFiles({
      seed: 3,
      directory: join(directory, 'sample'),
      onProgress: () => undefined,
      events: 60,
      each: 37,
    });
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({
      'facture.db: cut: a clean prefix': expect.any(Number),
      'facture.db: flip in the log: a clean prefix': expect.any(Number),
      'facture.db: flip in the file: refused': expect.any(Number),
      'log.db: cut: a clean prefix': expect.any(Number),
      'read-models.db: cut: a clean prefix': expect.any(Number),
    });
  });
});
