import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import {
  audit,
  auditJson,
  removeDirectories,
  serviceWith,
  tamper,
  writeRows,
} from '../testing/bench';
import { differences } from './differences';

let data: string;

beforeEach(async () => {
  data = await serviceWith(60);
});
afterAll(removeDirectories);

const fileOf = (): string => join(data, 'facture.db');

const change = (sql: string): void => {
  tamper(fileOf(), sql);
};

const oneValue = (sql: string): unknown => {
  const database = new DatabaseSync(fileOf());
  const [value] = Object.values(database.prepare(sql).get() ?? {});
  database.close();
  return value;
};

const replayed = async () => {
  const { code, json } = await auditJson(['replay', '--data', data]);
  return { code, ...json };
};

const anOrder = (): string =>
  String(oneValue('SELECT stream FROM events WHERE revision = 2 ORDER BY position DESC LIMIT 1'));

describe('replay', () => {
  it('finds no drift where there is none, and sums up what all orders come to', async () => {
    const count = Number(oneValue('SELECT count(*) FROM events'));
    const orders = Number(oneValue('SELECT count(*) FROM read_model_rows'));
    const found = await replayed();
    expect(found).toMatchObject({ code: 0, clean: true, events: count, orders, rows: orders });
    expect(found).toMatchObject({ sums: [{ currency: 'BRL', orders }] });
  });

  it('names the order whose row was altered, and both values', async () => {
    const stream = anOrder();
    const value = Number(
      oneValue(`SELECT body ->> 'orderedMinor' FROM read_model_rows WHERE stream = '${stream}'`),
    );
    const set = `json_set(body, '$.orderedMinor', ${(value + 1).toString()})`;
    writeRows(fileOf(), `UPDATE read_model_rows SET body = ${set} WHERE stream = '${stream}'`);
    const { code, stdout } = await audit(['replay', '--data', data]);
    expect(code).toBe(1);
    expect(stdout).toContain(`TotalsDrift: ${stream}, revision `);
    expect(stdout).toContain(`expected: orderedMinor ${value.toString()}, by the events`);
    expect(stdout).toContain(`found:    orderedMinor ${(value + 1).toString()}, in the read model`);
    expect(stdout).toMatch(/\n1 finding\.\n$/);
  });

  it.each([
    ['is missing', 'DELETE FROM read_model_rows WHERE stream = $', 'RowMissing'],
    ['stands behind', 'UPDATE read_model_rows SET revision = 0 WHERE stream = $', 'RowBehind'],
    ['stands ahead', 'UPDATE read_model_rows SET revision = 99 WHERE stream = $', 'RowAhead'],
    ['has no events', 'DELETE FROM events WHERE stream = $', 'RowWithoutEvents'],
  ])('finds the row that %s', async (_what, sql, type) => {
    const stream = anOrder();
    writeRows(fileOf(), sql.replace('$', `'${stream}'`));
    expect(await replayed()).toMatchObject({
      code: 1,
      findingCount: 1,
      findings: [{ type, stream }],
    });
  });

  it('finds an event that is missing in the midst, and an order without its beginning', async () => {
    const stream = anOrder();
    change(`DELETE FROM events WHERE stream = '${stream}' AND revision = 1`);
    expect(await replayed()).toMatchObject({
      code: 1,
      findings: [
        { type: 'EventUnreadable', stream, revision: 2, found: 'revision 1 is missing before it' },
      ],
    });
    change(`DELETE FROM events WHERE stream = '${stream}' AND revision = 0`);
    change(`DELETE FROM read_model_rows WHERE stream = '${stream}'`);
    expect(await replayed()).toMatchObject({
      code: 1,
      findings: [{ type: 'BeginningMissing', stream, revision: 2 }],
    });
  });

  it('says what cannot be read', async () => {
    change(`UPDATE events SET data = '{}' WHERE position = 5`);
    const { code, stderr } = await audit(['replay', '--data', data]);
    expect(code).toBe(3);
    expect(stderr).toContain('the event at position 5 is damaged');
    change(`UPDATE read_model_rows SET body = '{}' WHERE stream = '${anOrder()}'`);
    const totals = await audit(['replay', '--data', data]);
    expect(totals.code).toBe(3);
    expect(totals.stderr).toContain('the read model order-summary is damaged: rebuild it');
  });
});

describe('differences', () => {
  it('are told by their leaves', () => {
    const one = { a: 1, b: [{ c: 'x' }, { c: 'y' }], d: null };
    expect(differences(one, structuredClone(one))).toEqual([]);
    expect(differences(one, { a: '1', b: [{ c: 'x' }], e: [] })).toEqual([
      { path: 'a', expected: '1', found: '"1"' },
      { path: 'b.1', expected: '{"c":"y"}', found: 'nothing' },
      { path: 'd', expected: 'null', found: 'nothing' },
      { path: 'e', expected: 'nothing', found: '[]' },
    ]);
  });
});
