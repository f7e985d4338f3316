import type { Chance } from './chance';

/** What persons might write, which no log may tell. */
export const NOT_FOR_LOGS = 'Rua-do-Segredo-4711';

/** Texts at the edges of what names, dates and digits may be. */
export const edgyText = (chance: Chance): string =>
  chance.pick([
    '',
    ' ',
    'a',
    '0',
    '-1',
    '1e3',
    '24.99',
    '9007199254740991',
    '9007199254740993',
    '007',
    'a'.repeat(128),
    'a'.repeat(129),
    'a'.repeat(257),
    'x/y#z%20?&=',
    '../../etc/passwd',
    "'; DROP TABLE events; --",
    '<script>alert(1)</script>',
    '${7*7}{{7*7}}',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'Œuvre número ٣ 第七 🧾',
    'e\u0301\u0301\u0301\u0301',
    '\u202Ertl\u202C\u200B',
    '\u0000',
    '\u0007\u007F\u0085\u2028',
    '2022-02-30',
    '2022-02-01T00:00:00-0300',
    '0000-01-01',
    '9999-12-31T23:59:60Z',
    '+275760-09-13T00:00:00Z',
    '20220201',
    'n'.repeat(chance.between(1, 5_000)),
  ]);
