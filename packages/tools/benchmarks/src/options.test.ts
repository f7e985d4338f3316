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

  it.each([['--events', '0'], ['--rounds', 'many'], ['--only', 'luck'], ['--speed']])(
    'refuse %s %s',
    (...args) => {
      expect(() => readOptions(args)).toThrow(args[0]);
    },
  );
});
