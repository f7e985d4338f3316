import { writeVerifierKey } from '@facture/proofs';
import { describe, expect, it } from '@jest/globals';

import { appended } from '../conformance/given';
import { newSealKey, ownLog, rootIn, sealing, storeWith, verifyEd25519 } from '../testing/sealing';
import { readSigned, type SealKeys } from './sealKeys';

describe('the key of a log', () => {
  const SIZE = 12;
  const sealedBy = async (keys: SealKeys) => {
    const store = await storeWith(SIZE);
    const log = ownLog();
    const run = sealing(store, log, { keys });
    await run.until(SIZE);
    await run.stop();
    return { store, log };
  };
  const verify = verifyEd25519;
  const [old, fresh] = [newSealKey(), newSealKey()];

  it('must be the one of the last checkpoint', async () => {
    const { store, log } = await sealedBy({ current: old, verify });
    const run = sealing(store, log, { keys: { current: fresh, verify } });
    expect(await run.refusal()).toEqual({
      type: 'KeyUnknown',
      verifierKey: writeVerifierKey(old.key),
    });
    expect(log.checkpoints(0, 100)).toHaveLength(1);
  });

  it('is replaced by one that is given beside it: both sign the tree there is', async () => {
    const { store, log } = await sealedBy({ current: old, verify });
    const before = rootIn(log, { current: old, verify });
    const rotating = { current: fresh, previous: old, verify };
    const run = sealing(store, log, { keys: rotating });
    while (log.checkpoints(0, 100).length < 2) await new Promise(setImmediate);
    const both = log.latest();
    expect(both).toMatchObject({ size: SIZE, verifierKey: writeVerifierKey(fresh.key) });
    for (const key of [old, fresh])
      expect(both && readSigned(both, key, verify)?.rootHash).toEqual(before);
    await appended(store, 'order-next', 'no-stream');
    await run.until(SIZE + 1);
    await run.stop();
    const last = log.latest();
    expect(last && readSigned(last, fresh, verify)).toBeDefined();
    expect(last && readSigned(last, old, verify)).toBeUndefined();
    // From now on the old one is not needed, and does no harm.
    for (const keys of [{ current: fresh, verify }, rotating]) {
      const again = sealing(store, log, { keys });
      await new Promise(setImmediate);
      expect(await again.stop()).toBeUndefined();
    }
    expect(log.checkpoints(0, 100)).toHaveLength(3);
  });

  it('cannot be replaced by one of another name', async () => {
    const { store, log } = await sealedBy({ current: old, verify });
    const keys = { current: newSealKey('facture/other'), previous: old, verify };
    expect(await sealing(store, log, { keys }).refusal()).toMatchObject({ type: 'KeyUnknown' });
  });
});
