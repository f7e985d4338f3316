import { describe, expect, it } from '@jest/globals';

import { runTamper, TRIALS } from './runTamper';
import { missingForSecondVerifier } from './secondVerifier';

const EACH = 50;
const missing = missingForSecondVerifier();
const others = missing === undefined ? 'both verifiers find' : `(no ${missing}) one verifier finds`;

describe('a history that was tampered with', () => {
  it(`is told from one that was not, in each of ten ways: ${others} the position`, async () => {
    const { tried, failures } = await runTamper({
      from: 0,
      each: EACH,
      isSecondAsked: missing === undefined,
    });
    expect(failures).toEqual([]);
    expect(tried).toEqual(Object.fromEntries(TRIALS.map((trial) => [trial, EACH])));
    expect(TRIALS).toHaveLength(11);
  });
});
