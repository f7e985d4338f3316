import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { newSigner, sealed, stored } from '../testing/sealedLog';
import { cryptography } from './cryptography';
import { judgeCheckpoint, type Held, type Offered } from './judgeProofs';

const events = [0, 1, 2, 3, 4].map((revision) => stored(revision));
const signer = newSigner();
const log = sealed(events, signer);
const { key } = log;
const offered = { key, note: log.note(5), consistency: log.consistency(3, 5) };
const held = { key, note: log.note(3) };

const judged = (now: Offered, before: Held | null) => {
  const answer = judgeCheckpoint(cryptography, now, before);
  return E.isLeft(answer) ? answer.left.type : answer.right.size;
};

describe('judgeCheckpoint', () => {
  it('believes the first checkpoint that its key has signed', () => {
    expect(judged(offered, null)).toBe(5);
  });

  it('believes a log that goes on from the one that was held', () => {
    expect(judged(offered, held)).toBe(5);
  });

  it('believes the very checkpoint that was held', () => {
    expect(judged({ ...held, consistency: [] }, held)).toBe(3);
  });

  it('doubts a note that was changed', () => {
    const note = offered.note.replace('\n5\n', '\n4\n');
    expect(judged({ ...offered, note }, null)).toBe('SignatureWrong');
  });

  it('doubts a key that is none, and a note that is none', () => {
    expect(judged({ ...offered, key: 'facture/test' }, null)).toBe('KeyMalformed');
    expect(judged({ ...offered, note: 'anything\n' }, null)).toBe('NoteMalformed');
  });

  it('doubts a log that has lost its end', () => {
    expect(judged({ ...held, consistency: [] }, { key, note: log.note(5) })).toBe('LogShrank');
  });

  it('doubts a log whose past was changed and signed again', () => {
    const other = sealed([stored(0, { data: '{}' }), ...events.slice(1)], signer);
    expect(judged(offered, { key, note: other.note(3) })).toBe('HistoryChanged');
    expect(judged(offered, { key, note: other.note(5) })).toBe('HistoryChanged');
  });

  it('doubts a log of which nothing shows that it goes on', () => {
    expect(judged({ ...offered, consistency: [] }, held)).toBe('HistoryChanged');
    expect(judged({ ...offered, consistency: ['no base64'] }, held)).toBe('HistoryChanged');
  });

  it('doubts another log by the same key', () => {
    const other = sealed(events, signer, 'facture/other');
    expect(judged(offered, { key, note: other.note(3) })).toBe('OriginChanged');
  });
});

describe('another key', () => {
  const other = sealed(events, newSigner());
  const heldByOther = { key: other.key, note: other.note(3) };

  it('is doubted, whatever it signs', () => {
    expect(judged(offered, heldByOther)).toBe('KeyChanged');
  });

  it('is believed once it was accepted, of a log that goes on', () => {
    expect(judged({ ...offered, isKeyAccepted: true }, heldByOther)).toBe(5);
  });

  it('signs no other past, even when it was accepted', () => {
    const short = { key, note: log.note(2), consistency: [], isKeyAccepted: true };
    expect(judged(short, heldByOther)).toBe('LogShrank');
    const changed = sealed([stored(0, { data: '{}' }), ...events.slice(1)], signer);
    const rewritten = { ...offered, note: changed.note(5), isKeyAccepted: true };
    expect(judged(rewritten, heldByOther)).toBe('HistoryChanged');
  });
});
