import { writeVerifierKey } from '@facture/proofs';
import { afterAll, describe, expect, it } from '@jest/globals';

import { bundleOf, writeBundle } from './bundleOf';
import { chanceOf } from './chance';
import { findingsIn } from './firstVerifier';
import { sealLog, signerOf } from './log';
import { missingForSecondVerifier, startSecondVerifier, type Case } from './secondVerifier';
import { comparable, targetOf } from './tryOne';

const second = missingForSecondVerifier() === undefined ? startSecondVerifier() : undefined;

afterAll(() => {
  second?.stop();
});

/** What is found, once both verifiers have found the same; one alone where there is no other. */
const foundIn = async (asked: Case): Promise<ReadonlyArray<unknown>> => {
  const findings = findingsIn(asked).map(comparable);
  if (second !== undefined) expect(await second.verify(asked)).toEqual(findings);
  return findings;
};

const soundCase = async (seed: number): Promise<Case> => {
  const { log, signer } = await targetOf(seed);
  return {
    bundle: writeBundle(bundleOf(log, signer.key.name)),
    keys: [writeVerifierKey(signer.key)],
    older: null,
  };
};

describe('a bundle of which one bit is another', () => {
  it('is never sound', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const sound = await soundCase(seed);
      const chance = chanceOf(seed);
      for (let flip = 0; flip < 20; flip++) {
        const bytes = Buffer.from(sound.bundle, 'utf8');
        // The last byte ends the last line, which may be left out.
        const at = chance.between(0, bytes.length - 2);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << chance.between(0, 7)), at);
        const findings = await foundIn({ ...sound, bundle: bytes.toString('utf8') });
        expect({ seed, flip, isSound: findings.length === 0 }).toEqual({
          seed,
          flip,
          isSound: false,
        });
      }
    }
  });
});

describe('an older checkpoint', () => {
  const refused = [{ type: 'OlderCheckpointRefused' }];

  it('is said to be of no use when it is', async () => {
    const { log, signer, stranger } = await targetOf(1);
    const sound = await soundCase(1);
    const [checkpoint] = log.sealed;
    const note = checkpoint?.note ?? '';
    const other = sealLog(log.envelopes, [1], stranger).sealed[0]?.note ?? '';
    const sameKey = { ...signer, key: { ...signer.key, name: 'facture/other' } };
    const renamed = sealLog(log.envelopes, [1], sameKey).sealed[0]?.note ?? '';

    expect(await foundIn(sound)).toEqual([]);
    expect(await foundIn({ ...sound, older: note })).toEqual([]);
    for (const wrong of ['', 'text\n', note.slice(0, -2), note.replace('\n', '2\n'), other])
      expect(await foundIn({ ...sound, older: wrong })).toEqual(refused);
    expect(await foundIn({ ...sound, older: renamed })).toEqual(refused);
  });

  it('of another log says so when its key is trusted', async () => {
    const { log } = await targetOf(2);
    const sound = await soundCase(2);
    const stranger = signerOf('facture/other', 'another log');
    const older = sealLog(log.envelopes, [1], stranger).sealed[0]?.note ?? '';
    const keys = [...sound.keys, writeVerifierKey(stranger.key)];
    expect(await foundIn({ ...sound, keys, older })).toEqual([
      {
        type: 'OlderCheckpointOfOtherLog',
        expected: 'facture/tampered',
        found: 'facture/other',
      },
    ]);
  });
});
