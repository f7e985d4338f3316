import { describe, expect, it } from '@jest/globals';

import type { Credentials } from './credentials';
import { createKeyRing } from './keyRing';
import { hashToken, isHashedToken } from './tokenHash';

const ASKED_PAIRS = process.env['FACTURE_KEY_TIMINGS'];

/** Pairs of one measurement each, taken in turn; FACTURE_KEY_TIMINGS asks for more, and to be told. */
const PAIRS = Number(ASKED_PAIRS ?? 12);

const ATTEMPTS = 3;

/** Enough for half a second to each measurement. */
const PATIENCE_MS = 120_000 + ATTEMPTS * PAIRS * 1_000;

const TOKEN = 'a-token-of-thirty-two-characters';

const mean = (numbers: ReadonlyArray<number>): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

const variance = (numbers: ReadonlyArray<number>): number => {
  const middle = mean(numbers);
  return numbers.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (numbers.length - 1);
};

/** Welch's t: beyond 4.5, as is usual for timing leaks, two samples differ. */
const MOST_T = 4.5;

/** What the times of two come to. */
interface Comparison {
  readonly t: number;
  readonly differenceMs: number;
  /** The noise floor: a difference of the means is seen from here on. */
  readonly seenFromMs: number;
}

const welch = (one: ReadonlyArray<number>, other: ReadonlyArray<number>): Comparison => {
  const differenceMs = mean(one) - mean(other);
  const error = Math.sqrt(variance(one) / one.length + variance(other) / other.length);
  return { t: Math.abs(differenceMs) / error, differenceMs, seenFromMs: MOST_T * error };
};

/** How long each takes, measured in turn, so that a machine that is busy is so for both. */
const compared = async (
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<Comparison> => {
  const times: readonly [Array<number>, Array<number>] = [[], []];
  for (let pair = 0; pair < PAIRS * 2; pair++) {
    const which = pair % 4 === 1 || pair % 4 === 2 ? 1 : 0;
    const started = performance.now();
    await (which === 0 ? one() : other());
    times[which].push(performance.now() - started);
  }
  const comparison = welch(times[0], times[1]);
  if (ASKED_PAIRS !== undefined)
    console.info(
      Object.entries({ pairs: PAIRS, meanMs: mean(times.flat()), ...comparison })
        .map(([name, value]) => `${name} ${value.toFixed(2)}`)
        .join(', '),
    );
  return comparison;
};

/** On a machine that is busy one comparison in some may fail by chance; a leak fails each time. */
const leastOf = async (comparison: () => Promise<Comparison>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least >= MOST_T; attempt++)
    least = Math.min(least, (await comparison()).t);
  return least;
};

describe('the time of checking a key', () => {
  const wrong = 'x'.repeat(TOKEN.length);
  const almost = `${TOKEN.slice(0, -1)}x`;

  it.each([
    ['a right token and a wrong one', TOKEN, wrong],
    ['a wrong token and one that differs at its end', wrong, almost],
    ['a wrong token and the beginning of the right one', wrong, TOKEN.slice(0, 8)],
  ])(
    'does not tell %s apart',
    async (_, one, other) => {
      const hash = await hashToken(TOKEN);
      const t = await leastOf(() =>
        compared(
          () => isHashedToken(one, hash),
          () => isHashedToken(other, hash),
        ),
      );
      expect(t).toBeLessThan(MOST_T);
    },
    PATIENCE_MS,
  );

  it(
    'does not tell an unknown key from a wrong token',
    async () => {
      const key = { appKey: 'known', roles: [], token: await hashToken(TOKEN) };
      const ring = await createKeyRing([key]);
      let guesses = 0;
      const guess = (appKey: string) => () => {
        guesses += 1;
        const credentials: Credentials = { appKey, token: `guess-${guesses}` };
        return ring.recognise(credentials, () => Promise.resolve(undefined));
      };
      const t = await leastOf(() => compared(guess('known'), guess('nobody')));
      expect(t).toBeLessThan(MOST_T);
    },
    PATIENCE_MS,
  );

  it(
    'is seen to differ where it does',
    async () => {
      const hash = await hashToken(TOKEN);
      const early = (token: string) => async () =>
        token === TOKEN.slice(0, token.length) ? isHashedToken(token, hash) : false;
      expect((await compared(early(TOKEN), early(wrong))).t).toBeGreaterThan(MOST_T);
    },
    PATIENCE_MS,
  );
});
