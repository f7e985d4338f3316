import { describe, expect, it } from '@jest/globals';

import { ownLog, sealing, storeWith } from '../testing/sealing';
import { emptySealedLogMemory } from './inMemorySealedLog';

describe('a log that was tampered with', () => {
  const SIZE = 600;

  const flipped = (bytes: Uint8Array | undefined): Uint8Array => {
    const copy = Buffer.from(bytes ?? []);
    copy[7] = (copy[7] ?? 0) ^ 1;
    return copy;
  };

  const tampered = async (
    tamper: (memory: ReturnType<typeof emptySealedLogMemory>) => void,
  ): Promise<unknown> => {
    const store = await storeWith(SIZE);
    const memory = emptySealedLogMemory();
    const before = ownLog(memory);
    const run = sealing(store, before, { batchSize: 77 });
    await run.until(SIZE);
    await run.stop();
    before.close();
    tamper(memory);
    const kept = memory.checkpoints.length;
    const log = ownLog(memory);
    const refusal = await sealing(store, log).refusal();
    expect(memory.checkpoints).toHaveLength(kept);
    return refusal;
  };

  const damaged = (part: string, size = SIZE) => ({ type: 'LogDamaged', part, size });

  it.each([0, 255, 256, 599])('is refused when leaf %i was changed', async (index) => {
    const refusal = await tampered(({ levels: [leaves = []] }) => {
      leaves[index] = flipped(leaves[index]);
    });
    // A full tile is held against what lies above it, the rest against the root.
    expect(refusal).toEqual(damaged(index < 512 ? 'tiles' : 'root'));
  });

  it('is refused when a leaf is missing, or is one too many', async () => {
    expect(await tampered(({ levels: [leaves = []] }) => leaves.pop())).toEqual(damaged('leaves'));
    expect(await tampered(({ levels: [leaves = []] }) => leaves.push(flipped(leaves[0])))).toEqual(
      damaged('leaves'),
    );
  });

  it('is refused when a node above was changed, is missing or is one too many', async () => {
    expect(
      await tampered(({ levels: [, above = []] }) => {
        above[1] = flipped(above[1]);
      }),
    ).toEqual(damaged('tiles'));
    expect(await tampered(({ levels: [, above = []] }) => above.pop())).toEqual(damaged('tiles'));
    expect(await tampered(({ levels: [, above = []] }) => above.push(flipped(above[0])))).toEqual(
      damaged('tiles'),
    );
    expect(await tampered(({ levels }) => levels.push([Buffer.alloc(32)]))).toEqual(
      damaged('tiles'),
    );
  });

  it('is refused when its last checkpoints are missing', async () => {
    expect(await tampered(({ checkpoints }) => checkpoints.pop())).toEqual(damaged('leaves', 539));
    expect(await tampered(({ checkpoints }) => checkpoints.splice(0))).toEqual(
      damaged('leaves', 0),
    );
  });

  it('is refused when its last checkpoint was changed in any letter', async () => {
    let note = '';
    await tampered(({ checkpoints }) => {
      note = checkpoints.pop()?.note ?? '';
    });
    expect(note.length).toBeGreaterThan(100);
    for (let at = 0; at < note.length; at += 13) {
      const refusal = await tampered(({ checkpoints }) => {
        const last = checkpoints.at(-1);
        if (last === undefined) throw new Error('there is no checkpoint');
        const letter = last.note[at] === 'x' ? 'y' : 'x';
        checkpoints[checkpoints.length - 1] = {
          ...last,
          note: last.note.slice(0, at) + letter + last.note.slice(at + 1),
        };
      });
      expect([at, refusal]).toEqual([at, damaged('checkpoint')]);
    }
  });

  it('is refused when the size beside its last checkpoint is another', async () => {
    expect(
      await tampered(({ checkpoints, positions, levels: [leaves = []] }) => {
        const last = checkpoints.pop();
        if (last !== undefined) checkpoints.push({ ...last, size: SIZE - 1 });
        leaves.pop();
        positions.pop();
      }),
    ).toEqual(damaged('checkpoint', SIZE - 1));
  });

  it('is refused when a tail was cut off and an older checkpoint put last', async () => {
    expect(
      await tampered(({ checkpoints }) => {
        const [first] = checkpoints;
        if (first !== undefined) checkpoints.push(first);
      }),
    ).toEqual(damaged('leaves', 77));
  });

  it('is refused when a position is missing, or is one too many', async () => {
    expect(await tampered(({ positions }) => positions.pop())).toEqual(damaged('positions'));
    expect(await tampered(({ positions }) => positions.push(10_000n))).toEqual(
      damaged('positions'),
    );
  });
});
