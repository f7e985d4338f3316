import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { check as Check } from 'recheck';

import { expressionsIn, shippedExpressions } from './regularExpressions.ts';

const root = join(import.meta.dirname, '../../../..');

/** Checked by `FACTURE_RECHECK=all` only, as each takes seconds, or minutes where others work too. */
const SLOW_TO_CHECK: ReadonlySet<string> = new Set([
  String.raw`/^application\/(?:[\w.!#$&^-]+\+)?json *(?:;|$)/i`,
  String.raw`/\bapplication\/(?:[\w.-]+\+)?json\b/i`,
  String.raw`/^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\n?$/`,
  String.raw`/^(esdb(?:\+discover)?:\/\/)(?:([^:/?]*):([^@]*)@)?([^@]*)$/`,
  String.raw`/^\{"\$metadata":(.*),"\$schemaVersion":(\d{1,16})\}$/s`,
  String.raw`/^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n(?:[^\n]+\n)*$/`,
]);

const isAllAsked = process.env['FACTURE_RECHECK'] === 'all';

// Who runs out of time is not judged: on a machine that does much else a minute is not enough.
const PATIENCE_MS = isAllAsked ? 3_600_000 : 60_000;

/** What the checker refuses, or cannot judge, and why it may stand. */
const REASONED: ReadonlyMap<string, string> = new Map([
  [String.raw`/\B(?=(?:\d{3})+$)/g`, 'is asked of the digits of an amount only, sixteen at most'],
  [String.raw`/:\/\/([^:/]*):.*@/s`, 'is asked of the setting of an operator only'],
  [String.raw`/\/+$/`, 'is asked of the address that a client is made with only'],
  [
    String.raw`/^\{"\$schemaVersion":(\d{1,16})(?:,|(?=\s*\}))/`,
    'is anchored and has one unbounded part, at its end; the checker knows no lookahead',
  ],
]);

/** Those who make expressions: of the routes of the service, and of a number of digits. */
const MADE_IN: ReadonlyArray<string> = [
  'packages/apps/service/src/http/collectRoutes.ts',
  'packages/apps/service/src/keys/keyFile.ts',
];

describe('regular expressions of what is shipped', () => {
  let check: typeof Check;
  beforeAll(async () => {
    // In this process, without the checker's programs for some machines.
    process.env['RECHECK_BACKEND'] = 'pure';
    ({ check } = await import('recheck'));
  });

  const { written, made } = shippedExpressions(root);
  const asked = Array.from(written).filter(
    ([text]) => !REASONED.has(text) && (isAllAsked || !SLOW_TO_CHECK.has(text)),
  );

  const verdict = async (source: string, flags: string): Promise<string> =>
    (await check(source, flags, { checker: 'automaton', timeout: PATIENCE_MS })).status;

  it(
    'take a time that grows no faster than their text',
    async () => {
      const unsafe: Array<string> = [];
      for (const [text, { file, source, flags }] of asked)
        if ((await verdict(source, flags)) !== 'safe') unsafe.push(`${file}: ${text}`);
      expect(unsafe).toEqual([]);
      expect(asked.length).toBeGreaterThan(40);
    },
    2 * PATIENCE_MS,
  );

  it('stand where the exceptions say', () => {
    const known = Array.from(written.keys());
    expect([...SLOW_TO_CHECK, ...REASONED.keys()].filter((text) => !known.includes(text))).toEqual(
      [],
    );
    expect(made).toEqual(MADE_IN);
  });

  it('are as many as the page about threats says', () => {
    const page = readFileSync(join(root, 'docs/explanation/threat-model.md'), 'utf8');
    const [, ...numbers] =
      /Of (\d+) that are shipped, (\d+) that it .*? (\d+) of them take so long/.exec(page) ?? [];
    expect(numbers.map(Number)).toEqual([written.size, REASONED.size, SLOW_TO_CHECK.size]);
  });

  it('are found, and told from those that do not', async () => {
    const text = 'const a = /^(a+)+$/; const b = new RegExp(a.source);';
    const found = expressionsIn('a.ts', text);
    expect(found).toEqual({
      written: [{ file: 'a.ts', source: '^(a+)+$', flags: '' }],
      made: ['a.ts'],
    });
    expect(await verdict('^(a+)+$', '')).toBe('vulnerable');
  });
});
