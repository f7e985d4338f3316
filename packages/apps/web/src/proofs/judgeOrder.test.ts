import type { ClientError } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import type { OrderProofsView } from '@facture/proofs';
import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { newSigner, sealed, stored } from '../testing/sealedLog';
import { cryptography } from './cryptography';
import { heldCheckpoint, holdCheckpoint } from './heldCheckpoint';
import { judgeOrder, type Judging, type OrderShown } from './judgeOrder';
import type { Held } from './judgeProofs';

const orderId = '1';
const signer = newSigner();
const storedEvents = [0, 1, 2].map((revision) => stored(revision));
const log = sealed(storedEvents, signer);
const { key } = log;
// What people read of an event is not what is judged.
const shown = storedEvents.map((event) => ({ stored: event })) as unknown as HistoryView['events'];

const refused = (status: number): ClientError => ({
  type: 'Refused',
  status,
  code: 'Code',
  message: 'no',
  fields: [],
  members: {},
});
const AWAY: ClientError = { type: 'Unavailable', reason: 'away', retryAfterMs: null };

const proofsAt = (size: number, of = log): OrderProofsView => ({
  checkpoint: of.note(size),
  events: storedEvents.map(({ position }, revision) => ({
    revision,
    position,
    ...(revision < size
      ? { logIndex: revision, hashes: of.inclusion(revision, size) }
      : { logIndex: null, hashes: null }),
  })),
});
const NOTHING: OrderProofsView = {
  checkpoint: null,
  events: storedEvents.map(({ position }, revision) => ({
    revision,
    position,
    logIndex: null,
    hashes: null,
  })),
};

const memory = (held: Held | null) => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
  if (held !== null) holdCheckpoint(storage, null, held);
  return storage;
};

interface Answers {
  readonly proofs?: E.Either<ClientError, OrderProofsView>;
  readonly key?: E.Either<ClientError, string>;
  readonly consistency?: (from: number, to: number) => E.Either<ClientError, ReadonlyArray<string>>;
}

const judgingBy = (answers: Answers, storage: Judging['storage'] = memory(null)): Judging => ({
  cryptography,
  storage,
  client: {
    proofs: () => Promise.resolve(answers.proofs ?? E.right(proofsAt(3))),
    verifierKey: () => Promise.resolve(answers.key ?? E.right(key)),
    consistency: ({ from, to = 0 }) => {
      const hashes = (answers.consistency ?? ((m, n) => E.right(log.consistency(m, n))))(from, to);
      return Promise.resolve(
        E.map((found: ReadonlyArray<string>) => ({ from, to, hashes: found }))(hashes),
      );
    },
  },
});

const judge = async (judging: Judging, more: Partial<OrderShown> = {}): Promise<unknown> => {
  const judgement = await judgeOrder(judging, { orderId, events: shown, ...more });
  switch (judgement.type) {
    case 'judged':
      return judgement.verdicts.map((each) => (each.type === 'failed' ? each.reason : each.type));
    case 'doubted':
      return judgement.doubt;
    case 'unknown':
      return judgement.error;
  }
};
const isHeldAgainst = async (judging: Judging): Promise<unknown> => {
  const judgement = await judgeOrder(judging, { orderId, events: shown });
  return judgement.type === 'judged' && judgement.isHeldAgainst;
};
const ALL = ['verified', 'verified', 'verified'];

describe('judgeOrder', () => {
  it('verifies the events, holds the checkpoint, and tells that it was the first', async () => {
    const judging = judgingBy({});
    expect(await isHeldAgainst(judging)).toBe(false);
    expect(heldCheckpoint(judging.storage)).toEqual({ key, note: log.note(3) });
    expect(await judge(judging)).toEqual(ALL);
    expect(await isHeldAgainst(judging)).toBe(true);
  });

  it('believes a log that goes on, and holds its newer checkpoint', async () => {
    const storage = memory({ key, note: log.note(2) });
    expect(await judge(judgingBy({}, storage))).toEqual(ALL);
    expect(heldCheckpoint(storage)?.note).toBe(log.note(3));
  });

  it('fails an event that was changed on its way', async () => {
    const events = shown.map((event, at) =>
      at === 1 ? { ...event, stored: stored(1, { data: '{}' }) } : event,
    );
    expect(await judge(judgingBy({}), { events })).toEqual([
      'verified',
      'not-as-sealed',
      'verified',
    ]);
  });

  it('tells what is not sealed yet', async () => {
    const proofs = E.right(proofsAt(2));
    expect(await judge(judgingBy({ proofs }))).toEqual(['verified', 'verified', 'not-yet-sealed']);
    expect(await judge(judgingBy({ proofs: E.right(NOTHING) }))).toEqual(
      ALL.map(() => 'not-yet-sealed'),
    );
  });

  it('fails what was verified and has no proof now', async () => {
    const sealedAt = new Map([[2, 2]]);
    expect(await judge(judgingBy({ proofs: E.right(proofsAt(2)) }), { sealedAt })).toEqual([
      'verified',
      'verified',
      'was-sealed',
    ]);
  });
});

describe('events that are not shown', () => {
  const cut = shown.slice(0, 2);
  const unshown = async (judging: Judging, more: Partial<OrderShown>): Promise<unknown> => {
    const judgement = await judgeOrder(judging, { orderId, events: cut, ...more });
    return judgement.type === 'judged' && judgement.unshown;
  };

  it('are none while all that is proven is shown', async () => {
    expect(await unshown(judgingBy({}), { events: shown })).toEqual({ gone: 0, later: 0 });
    const proofs = E.right(proofsAt(2));
    expect(await unshown(judgingBy({ proofs }), {})).toEqual({ gone: 0, later: 0 });
  });

  it('are told when the log has proofs of them', async () => {
    expect(await judge(judgingBy({}), { events: cut })).toEqual(['verified', 'verified']);
    expect(await unshown(judgingBy({}), {})).toEqual({ gone: 0, later: 1 });
  });

  it('are told when they were verified before, whatever is proven now', async () => {
    const sealedAt = new Map([
      [0, 0],
      [2, 2],
    ]);
    const { checkpoint, events } = proofsAt(3);
    const proofs = E.right({ checkpoint, events: events.slice(0, 2) });
    expect(await unshown(judgingBy({ proofs }), { sealedAt })).toEqual({ gone: 1, later: 0 });
    expect(await unshown(judgingBy({}), { sealedAt })).toEqual({ gone: 1, later: 0 });
  });
});

describe('a log that is not to be believed', () => {
  const held = { key, note: log.note(3) };

  it('has lost its end', async () => {
    const storage = memory(held);
    const doubt = { type: 'LogShrank', held: 3, offered: 2 };
    expect(await judge(judgingBy({ proofs: E.right(proofsAt(2)) }, storage))).toEqual(doubt);
    expect(heldCheckpoint(storage)).toEqual(held);
  });

  it('is gone', async () => {
    const judging = judgingBy({ proofs: E.right(NOTHING) }, memory(held));
    expect(await judge(judging)).toEqual({ type: 'LogShrank', held: 3, offered: 0 });
  });

  it('does not go on from what was held, or refuses to show that it does', async () => {
    const before = { key, note: log.note(2) };
    const doubt = { type: 'HistoryChanged', held: 2, offered: 3 };
    for (const answer of [
      E.right([]),
      E.right(['~']),
      E.left(refused(404)),
      E.left(refused(400)),
    ]) {
      const storage = memory(before);
      expect(await judge(judgingBy({ consistency: () => answer }, storage))).toEqual(doubt);
      expect(heldCheckpoint(storage)).toEqual(before);
    }
  });

  it('is signed by nobody, or by somebody else', async () => {
    const unsigned = { ...proofsAt(3), checkpoint: 'facture/test\n3\n' };
    expect(await judge(judgingBy({ proofs: E.right(unsigned) }))).toEqual({
      type: 'NoteMalformed',
    });
    const other = E.right(proofsAt(3, sealed(storedEvents, newSigner())));
    expect(await judge(judgingBy({ proofs: other }))).toMatchObject({ type: 'NoteNotTrusted' });
  });
});

describe('a key that is not the one that was held', () => {
  const other = sealed(storedEvents, newSigner());
  const held = { key: other.key, note: other.note(2) };

  it('is doubted until it is accepted, and held from then on', async () => {
    const storage = memory(held);
    const judging = judgingBy({}, storage);
    expect(await judge(judging)).toEqual({ type: 'KeyChanged', held: other.key, offered: key });
    expect(heldCheckpoint(storage)).toEqual(held);
    expect(await judge(judging, { acceptedKey: other.key })).toMatchObject({ type: 'KeyChanged' });
    expect(await judge(judging, { acceptedKey: key })).toEqual(ALL);
    expect(heldCheckpoint(storage)).toEqual({ key, note: log.note(3) });
  });

  it('signs no other past, even when it is accepted', async () => {
    const judging = judgingBy({ consistency: () => E.right([]) }, memory(held));
    expect(await judge(judging, { acceptedKey: key })).toMatchObject({ type: 'HistoryChanged' });
  });
});

describe('what cannot be judged', () => {
  it.each([refused(403), refused(404), AWAY])('is said to be so: %j', async (error) => {
    expect(await judge(judgingBy({ proofs: E.left(error) }))).toEqual(error);
    expect(await judge(judgingBy({ key: E.left(error) }))).toEqual(error);
  });

  it('is a log that cannot be compared for the moment', async () => {
    for (const error of [AWAY, refused(403)]) {
      const storage = memory({ key, note: log.note(2) });
      expect(await judge(judgingBy({ consistency: () => E.left(error) }, storage))).toEqual(error);
      expect(heldCheckpoint(storage)?.note).toBe(log.note(2));
    }
  });
});

describe('the checkpoint that is held', () => {
  it('counts as none when it is damaged, and is replaced', async () => {
    for (const damaged of [
      { key, note: log.note(3).replace('\n3\n', '\n2\n') },
      { key: 'no key', note: log.note(3) },
    ]) {
      const storage = memory(damaged);
      expect(await isHeldAgainst(judgingBy({}, storage))).toBe(false);
      expect(heldCheckpoint(storage)).toEqual({ key, note: log.note(3) });
    }
  });

  it('stays what another tab has held since, and is not held against an older answer', async () => {
    const storage = memory({ key, note: log.note(1) });
    const newer = { key, note: log.note(3) };
    const judging = judgingBy({}, storage);
    const proofs = () => {
      holdCheckpoint(storage, heldCheckpoint(storage), newer);
      return Promise.resolve(E.right(proofsAt(2)));
    };
    const verdicts = await judge({ ...judging, client: { ...judging.client, proofs } });
    expect(verdicts).toEqual(['verified', 'verified', 'not-yet-sealed']);
    expect(heldCheckpoint(storage)).toEqual(newer);
  });

  it('is not there in a browser that keeps nothing', async () => {
    const fail = (): never => {
      throw new Error('denied');
    };
    const full = { getItem: () => null, setItem: fail };
    expect(await judge(judgingBy({}, { getItem: fail, setItem: fail }))).toEqual(ALL);
    expect(await judge(judgingBy({}, full))).toEqual(ALL);
  });
});
