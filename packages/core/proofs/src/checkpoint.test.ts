import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';

import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { sha256 } from './testing/sealing';

/** The example of C2SP tlog-checkpoint. */
const PUBLISHED = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
`;

describe('a checkpoint', () => {
  it('is read and written as published', () => {
    const read = readCheckpoint(PUBLISHED);
    expect(read).toMatchObject(
      E.right({ origin: 'example.com/behind-the-sofa', size: 20_852_163 }),
    );
    expect(E.isRight(read) && writeCheckpoint(read.right)).toBe(PUBLISHED);
  });

  it('is read as what was written', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array(), (size, bytes) => {
        const checkpoint = { origin: 'facture/test', size, rootHash: sha256(bytes) };
        expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual(E.right(checkpoint));
      }),
      { numRuns: 1000 },
    );
  });

  it('may carry lines that nobody knows', () => {
    expect(readCheckpoint(`${PUBLISHED}more\n`)).toEqual(readCheckpoint(PUBLISHED));
  });

  it.each([
    ['without an origin', PUBLISHED.replace(/^.*/, '')],
    ['with a size that begins with 0', PUBLISHED.replace('2085', '02085')],
    ['with a size that is none', PUBLISHED.replace('2085', '-2085')],
    ['with a size beyond what is counted', PUBLISHED.replace('20852163', '9007199254740992')],
    ['with a root that is too short', PUBLISHED.replace('CsUY', '')],
    ['with a root that is not base64', PUBLISHED.replace('q2I=', 'q2J=')],
    ['with an empty line before it', `\n${PUBLISHED}`],
    ['with an empty line', `${PUBLISHED}\n`],
    ['without its last newline', PUBLISHED.trimEnd()],
  ])('is malformed %s', (_, text) => {
    expect(readCheckpoint(text)).toEqual(E.left({ type: 'CheckpointMalformed' }));
  });
});
