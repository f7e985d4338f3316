import type { StoredEventView } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { newSigner, sealed, stored } from '../testing/sealedLog';
import { cryptography } from './cryptography';
import { judgeEvents, type OrderToJudge } from './judgeEvents';

const numRuns = 300;
const signer = newSigner();

const anyOrder = fc
  .array(fc.record({ id: fc.string(), data: fc.json(), metadata: fc.json() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((contents) => {
    const events = contents.map((content, revision) => stored(revision, content));
    const log = sealed(events, signer);
    const order: OrderToJudge = {
      orderId: '1',
      events,
      proofs: events.map(({ position }, revision) => ({
        revision,
        position,
        logIndex: revision,
        hashes: log.inclusion(revision, events.length),
      })),
      sealedAt: new Map(),
    };
    return { order, checkpoint: log.checkpoint(events.length) };
  });

const judge = ({ checkpoint, order }: typeof anyOrder extends fc.Arbitrary<infer A> ? A : never) =>
  judgeEvents(cryptography.hash, checkpoint, order).map(({ type }) => type);

describe('judgeEvents', () => {
  it('verifies every event of a log that nobody has touched', () => {
    fc.assert(
      fc.property(anyOrder, (sound) => {
        expect(judge(sound)).toEqual(sound.order.events.map(() => 'verified'));
      }),
      { numRuns },
    );
  });

  it('fails exactly the event of which anything was changed', () => {
    const anyField = fc.constantFrom('id', 'stream', 'type', 'recordedAt', 'data', 'metadata');
    fc.assert(
      fc.property(anyOrder, fc.nat(), anyField, fc.string(), (sound, any, field, other) => {
        const at = any % sound.order.events.length;
        fc.pre(sound.order.events[at]?.[field] !== other);
        const events = sound.order.events.map((event, revision): StoredEventView =>
          revision === at ? { ...event, [field]: other } : event,
        );
        expect(judge({ ...sound, order: { ...sound.order, events } })).toEqual(
          events.map((_, revision) => (revision === at ? 'failed' : 'verified')),
        );
      }),
      { numRuns },
    );
  });

  it('verifies no event by a proof of which one bit was changed', () => {
    fc.assert(
      fc.property(anyOrder, fc.nat(), fc.nat(), fc.nat(), (sound, any, which, bit) => {
        const at = any % sound.order.events.length;
        const hashes = sound.order.proofs[at]?.hashes ?? [];
        fc.pre(hashes.length > 0);
        const changed = hashes.map((text, index) => {
          if (index !== which % hashes.length) return text;
          const bytes = Buffer.from(text, 'base64');
          const byte = Math.floor(bit / 8) % bytes.length;
          bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (bit % 8));
          return bytes.toString('base64');
        });
        const proofs = sound.order.proofs.map((proof) =>
          proof.revision === at ? { ...proof, hashes: changed } : proof,
        );
        expect(judge({ ...sound, order: { ...sound.order, proofs } })[at]).toBe('failed');
      }),
      { numRuns },
    );
  });
});
