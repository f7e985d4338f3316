import { describe, expect, it } from '@jest/globals';

import { readOptions } from './options';
import { RECORDED_FILE } from './record/recordedRatios';

describe('the options', () => {
  it('are moderate unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      events: 100_000,
      rounds: 9,
      only: [
        'appends',
        'replay',
        'emmett',
        'catch-up',
        'rebuild',
        'partitions',
        'commands',
        'memory',
        'eventstoredb',
        'fan-out',
        'http',
        'sealing',
        'verify',
      ],
    });
  });

  it('are taken from the command line', () => {
    const args = ['--events', '7', '--rounds=3', '--only', 'replay', '--json', 'out.json'];
    expect(readOptions(args)).toEqual({ events: 7, rounds: 3, only: ['replay'], json: 'out.json' });
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it('take the server from the environment, unless the command line names one', () => {
    const environment = { EVENTSTOREDB_URL: 'esdb://a' };
    expect(readOptions([], environment)?.server).toBe('esdb://a');
    expect(readOptions(['--server', 'esdb://b'], environment)?.server).toBe('esdb://b');
  });

  it('name the ratios to compare with, or take those that are recorded', () => {
    expect(readOptions(['--compare'])?.compare).toBe(RECORDED_FILE);
    expect(readOptions(['--compare', 'mine.json', '--record'])).toMatchObject({
      compare: 'mine.json',
      record: true,
    });
    expect(() => readOptions(['--compare', 'mine.json', 'yours.json'])).toThrow('yours.json');
    expect(() => readOptions(['mine.json'])).toThrow('mine.json');
  });

  it.each([['http'], ['emmett'], ['eventstoredb'], ['catch-up', 'rebuild', 'partitions']])(
    'record a table alone when they name all that is in it: %s',
    (...only) => {
      const args = ['--record', ...only.flatMap((name) => ['--only', name])];
      expect(readOptions(args)).toMatchObject({ record: true, only });
    },
  );

  it.each([
    ['--only partitions', ['catch-up', 'rebuild']],
    ['--only replay --only commands --only memory', ['http', 'appends']],
    [
      '--only commands --only memory --only rebuild',
      ['replay', 'appends', 'catch-up', 'partitions'],
    ],
  ])('refuse to record a part of a table, and name the rest of it: %s', (rest, only) => {
    const args = only.flatMap((name) => ['--only', name]);
    expect(readOptions(args)).toMatchObject({ only });
    expect(() => readOptions([...args, '--record'])).toThrow(
      `--record writes whole tables: add ${rest}, or leave --record out`,
    );
  });

  it.each([['--events', '0'], ['--rounds', 'many'], ['--only', 'luck'], ['--speed']])(
    'refuse %s %s',
    (...args) => {
      expect(() => readOptions(args)).toThrow(args[0]);
    },
  );
});
