import { writeVerifierKey, type Finding } from '@facture/proofs';
import { isDeepStrictEqual } from 'node:util';

import { writeBundle } from './bundleOf';
import { chanceOf } from './chance';
import { findingsIn } from './firstVerifier';
import { writeHistory } from './history';
import { sealLog, signerOf } from './log';
import type { SecondVerifier } from './secondVerifier';
import {
  tamperings,
  untouched,
  type Tampered,
  type TamperingName,
  type Target,
} from './tamperings';

/** What is done to a history. */
export type Trial = TamperingName | 'untouched';

/** What a trial came to: undefined when all was as it must be. */
export type Verdict =
  /** Nothing was found, or not at the right position. */
  | { readonly type: 'NotFound'; readonly findings: ReadonlyArray<unknown> }
  /** Something was found that is not there. */
  | { readonly type: 'FalseAlarm'; readonly findings: ReadonlyArray<unknown> }
  /** The verifiers do not find the same. */
  | {
      readonly type: 'Disagreement';
      readonly findings: ReadonlyArray<unknown>;
      readonly others: ReadonlyArray<unknown>;
    }
  | undefined;

const ORIGIN = 'facture/tampered';
const MIN_EVENTS = 4;

/** Draws a history that there is something to do with, and seals it in a few steps. */
export const targetOf = async (seed: number): Promise<Target> => {
  const chance = chanceOf(seed);
  for (let attempt = 0; ; attempt++) {
    const envelopes = await writeHistory(seed + attempt * 2 ** 24, chance);
    const last = envelopes.length;
    if (last < MIN_EVENTS || !envelopes.some(({ revision }) => revision > 0)) continue;
    const sizes = Array.from({ length: chance.between(0, 3) }, () => chance.between(1, last));
    const signer = signerOf(ORIGIN, `signer ${String(seed)}`);
    return {
      log: sealLog(
        envelopes,
        [...new Set([...sizes, last])].sort((a, b) => a - b),
        signer,
      ),
      signer,
      stranger: signerOf(ORIGIN, `stranger ${String(seed)}`),
      chance,
    };
  }
};

/** What both verifiers say alike: prose and the reasons of refusals are each one's own. */
export const comparable = (finding: Finding): unknown =>
  Object.fromEntries(
    Object.entries(finding).filter(([member]) => member !== 'reason' && member !== 'error'),
  );

/** Does one thing to a history, and holds what the verifiers find against what must be found. */
export const tryOne = async (
  target: Target,
  trial: Trial,
  second: SecondVerifier | undefined,
): Promise<Verdict> => {
  const tampered: Tampered = trial === 'untouched' ? untouched(target) : tamperings[trial](target);
  const asked = {
    bundle: writeBundle(tampered.bundle),
    keys: [writeVerifierKey(target.signer.key)],
    older: tampered.older,
  };
  const found = findingsIn(asked);
  const findings = found.map(comparable);
  if (second !== undefined) {
    const others = await second.verify(asked);
    if (!isDeepStrictEqual(others, findings)) return { type: 'Disagreement', findings, others };
  }
  if (trial === 'untouched')
    return findings.length === 0 ? undefined : { type: 'FalseAlarm', findings };
  return found.some(tampered.isFound) ? undefined : { type: 'NotFound', findings };
};
