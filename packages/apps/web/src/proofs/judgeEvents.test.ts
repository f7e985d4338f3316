import type { Timestamp } from '@facture/order';
import type { StoredEventView } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';

import { newSigner, sealed, stored } from '../testing/sealedLog';
import { cryptography } from './cryptography';
import { judgeEvents, withVerified, type OfferedProof, type OrderToJudge } from './judgeEvents';

const events = [0, 1, 2, 3].map((revision) => stored(revision));
const log = sealed(events, newSigner());
const checkpoint = log.checkpoint(4);
const proofs: ReadonlyArray<OfferedProof> = events.map(({ position }, revision) => ({
  revision,
  position,
  logIndex: revision,
  hashes: log.inclusion(revision, 4),
}));
const sound: OrderToJudge = { orderId: '1', events, proofs, sealedAt: new Map() };

const judge = (order: Partial<OrderToJudge>, against: typeof checkpoint | null = checkpoint) =>
  judgeEvents(cryptography.hash, against, { ...sound, ...order }).map((verdict) =>
    verdict.type === 'failed' ? verdict.reason : verdict.type,
  );
const with2 = <A>(all: ReadonlyArray<A>, change: Partial<A>): ReadonlyArray<A> =>
  all.map((one, at) => (at === 2 ? { ...one, ...change } : one));
const only2 = (reason: string) => ['verified', 'verified', reason, 'verified'];
const UNSEALED = { logIndex: null, hashes: null };

describe('judgeEvents', () => {
  it('verifies every event that was sealed, and tells where', () => {
    expect(judgeEvents(cryptography.hash, checkpoint, sound)).toEqual(
      events.map((_, logIndex) => ({ type: 'verified', logIndex, size: 4 })),
    );
  });

  const changes: ReadonlyArray<Partial<StoredEventView>> = [
    { data: '{"n":20}' },
    { metadata: '{"a":1}' },
    { id: 'other' },
    { type: 'ReturnInvoiced' },
    { schemaVersion: 2 },
    { recordedAt: '2026-01-31T12:00:00.001Z' as Timestamp },
  ];
  it.each(changes)('fails an event that is shown with %j', (change) => {
    expect(judge({ events: with2(events, change) })).toEqual(only2('not-as-sealed'));
  });

  it('fails an event that is shown at another revision', () => {
    const swapped = [0, 2, 1, 3].flatMap((revision) => events[revision] ?? []);
    expect(judge({ events: swapped })).toEqual([
      'verified',
      'not-as-sealed',
      'not-as-sealed',
      'verified',
    ]);
  });

  it('fails the events of another order, though they were sealed', () => {
    expect(judge({ orderId: '2' })).toEqual(events.map(() => 'other-order'));
  });

  const lies: ReadonlyArray<readonly [string, Partial<OfferedProof>, string]> = [
    ['hashes of another event', { hashes: log.inclusion(1, 4) }, 'not-as-sealed'],
    ['no hashes where there must be some', { hashes: [] }, 'not-as-sealed'],
    ['a place that is not its own', { logIndex: 3 }, 'not-as-sealed'],
    ['hashes that are none', { hashes: ['~'] }, 'proof-missing'],
    ['a place without a proof', { hashes: null }, 'proof-missing'],
    ['a proof without a place', { logIndex: null }, 'proof-missing'],
    ['a place beyond the log', { logIndex: 4 }, 'proof-missing'],
    ['half a place', { logIndex: 1.5 }, 'proof-missing'],
    ['a place before the log', { logIndex: -1 }, 'not-as-sealed'],
    ['another position', { position: '21' }, 'out-of-place'],
  ];
  it.each(lies)('fails an event that is proven by %s', (_what, change, reason) => {
    expect(judge({ proofs: with2(proofs, change) })).toEqual(only2(reason));
  });

  it('fails an event with two proofs', () => {
    expect(judge({ proofs: [...proofs, { ...UNSEALED, revision: 2, position: '20' }] })).toEqual(
      only2('out-of-place'),
    );
  });

  it('fails what stands at or before the position of the event before it', () => {
    for (const position of ['10', '9', '010', '-1', 'none', '']) {
      const order = { events: with2(events, { position }), proofs: with2(proofs, { position }) };
      expect(judge(order)[2]).toBe('out-of-place');
    }
  });

  it('fails what was sealed before the event before it', () => {
    const inLog = [1, 0].map((revision) => ({ ...stored(revision), revision }));
    const wrong = sealed(inLog, newSigner());
    const given = [0, 1].map((revision) => ({
      revision,
      position: stored(revision).position,
      logIndex: 1 - revision,
      hashes: wrong.inclusion(1 - revision, 2),
    }));
    expect(judge({ events: events.slice(0, 2), proofs: given }, wrong.checkpoint(2))).toEqual([
      'verified',
      'out-of-place',
    ]);
  });

  it('says of the last events, when they have no proof, that they are not sealed yet', () => {
    const unsealed = proofs.map((proof) =>
      proof.revision > 1 ? { ...proof, ...UNSEALED } : proof,
    );
    const expected = ['verified', 'verified', 'not-yet-sealed', 'not-yet-sealed'];
    expect(judge({ proofs: unsealed })).toEqual(expected);
    expect(judge({ proofs: proofs.slice(0, 2) })).toEqual(expected);
  });

  it('fails an event that was passed over when a later one was sealed', () => {
    expect(judge({ proofs: with2(proofs, UNSEALED) })).toEqual(only2('left-out'));
  });

  it('says that nothing is sealed where there is no checkpoint', () => {
    const unsealed = proofs.map((proof) => ({ ...proof, ...UNSEALED }));
    expect(judge({ proofs: unsealed }, null)).toEqual(events.map(() => 'not-yet-sealed'));
    expect(judge({}, null)).toEqual(events.map(() => 'proof-missing'));
  });
});

describe('an event that was verified before', () => {
  const sealedAt = withVerified(new Map(), judgeEvents(cryptography.hash, checkpoint, sound));

  it('is verified again at the same place', () => {
    expect(judge({ sealedAt })).toEqual(events.map(() => 'verified'));
  });

  it('fails when it has no proof any more', () => {
    const proofsOfSome = proofs.slice(0, 3);
    expect(judge({ sealedAt, proofs: proofsOfSome })[3]).toBe('was-sealed');
  });

  it('fails when it was sealed again elsewhere', () => {
    expect(judge({ sealedAt: new Map([[3, 2]]) })[3]).toBe('out-of-place');
  });

  it('keeps the place where it was verified first', () => {
    const verdicts = judgeEvents(cryptography.hash, checkpoint, sound);
    expect(withVerified(new Map([[3, 2]]), verdicts)).toEqual(
      new Map([
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 2],
      ]),
    );
  });
});
