import type { ClientError } from '@facture/client';
import { describe, expect, it } from '@jest/globals';

import { complain } from './complain';
import { english } from './english';
import { portuguese } from './portuguese';

const refused = (status: number): ClientError => ({
  type: 'Refused',
  status,
  code: 'Code',
  message: 'the message',
  fields: [],
  members: {},
});
const unavailable = (retryAfterMs: number | null): ClientError => ({
  type: 'Unavailable',
  reason: 'reason',
  retryAfterMs,
});

const { complaint } = english;

describe('a complaint', () => {
  it.each([
    ['a wrong key', refused(401), complaint.wrongKey],
    ['a key that may not look', refused(403), complaint.missingResource],
    ['any other refusal', refused(400), 'The service said no: the message'],
    ['a key that no header holds', { type: 'NotSent', reason: '' } as const, complaint.unsendable],
    ['a service that is away', unavailable(null), complaint.away],
    ['a lost answer', { type: 'OutcomeUnknown', reason: '' } as const, complaint.away],
    ['a service that asks to wait', unavailable(1_400), complaint.busy(2)],
    ['one that asks to wait for nothing', unavailable(0), complaint.busy(1)],
    [
      'somebody else',
      { type: 'InvalidAnswer', status: 200, problems: [] } as const,
      complaint.noSuchAnswer,
    ],
  ])('about %s says what to do', (_what, error, said) => {
    expect(complain(english, error)).toBe(said);
    expect(complain(portuguese, error)).not.toBe(said);
  });
});

/** Every text of the words, by the path to it; those with an argument are given one. */
const textsOf = (words: object, path = ''): ReadonlyArray<readonly [string, string]> =>
  Object.entries(words).flatMap(([name, said]: [string, unknown]) => {
    const at = `${path}.${name}`;
    if (typeof said === 'string') return [[at, said] as const];
    if (typeof said === 'function')
      return [[at, (said as (...given: ReadonlyArray<unknown>) => string)(2, 'X')] as const];
    return textsOf(said as object, at);
  });

describe('the words', () => {
  it('are said in both languages, each in its own', () => {
    const [said, dito] = [new Map(textsOf(english)), new Map(textsOf(portuguese))];
    expect([...dito.keys()]).toEqual([...said.keys()]);
    const alike = [...said].filter(([at, text]) => dito.get(at) === text).map(([at]) => at);
    expect(alike).toEqual(['.session.token']);
    expect([...said.values(), ...dito.values()].filter((text) => text.trim() === '')).toEqual([]);
  });
});
