import { describe, expect, it } from '@jest/globals';

import { encodeBase64 } from './base64';
import { bundleEvent, readRecord, writeRecord } from './bundle';
import type { BundleRecord } from './bundleRecord';
import { leafHash, type Envelope } from './envelope';
import {
  envelopes,
  lines,
  noteOf,
  ORIGIN,
  signer,
  verifyLines,
  verifyRecords,
  withEvent,
} from './testing/sampleBundle';
import { newSigner, sha256 } from './testing/sealing';

const at = (line: number): BundleRecord => {
  const record = lines[line - 1];
  if (record === undefined) throw new Error('there is no such line');
  return record;
};
const event = (index: number): Envelope => {
  const envelope = envelopes[index];
  if (envelope === undefined) throw new Error('there is no such event');
  return envelope;
};
const hashOf = (envelope: Envelope): string => encodeBase64(leafHash(sha256, envelope));
const findingsIn = (records: ReadonlyArray<BundleRecord>, older?: string) =>
  verifyRecords(records, { older }).findings;
const withLine = (line: number, record: object): ReadonlyArray<BundleRecord> =>
  lines.with(line - 1, record as BundleRecord);
const typesIn = (records: ReadonlyArray<BundleRecord>) =>
  findingsIn(records).map(({ type }) => type);

describe('a bundle as it was made', () => {
  it('is sound, and tells what is in it', () => {
    const { findings, report } = verifyRecords(lines);
    expect(findings).toEqual([]);
    expect(report).toMatchObject({
      origin: ORIGIN,
      events: 7,
      streams: 2,
      checkpoints: 3,
      latest: { origin: ORIGIN, size: 7 },
      older: 'not-given',
    });
  });

  it('is sound when nothing was sealed yet', () => {
    const { findings, report } = verifyRecords([
      { kind: 'bundle', version: 1, origin: ORIGIN, size: 0 },
    ]);
    expect(findings).toEqual([]);
    expect(report).toMatchObject({ events: 0, streams: 0, checkpoints: 0, latest: undefined });
  });

  it('may carry members that nobody knows', () => {
    expect(findingsIn(lines.map((line) => ({ ...line, more: 1 })))).toEqual([]);
  });

  it('may be signed by a key and then by the next', () => {
    const next = newSigner(ORIGIN);
    const rotated = withLine(12, { ...at(12), note: noteOf(7, envelopes, next) });
    expect(verifyRecords(rotated, { keys: [signer.key, next.key] }).findings).toEqual([]);
  });
});

describe('what is no bundle', () => {
  it.each([
    ['nothing', []],
    ['something else', ['{"kind":"event"}']],
    ['a later version', ['{"kind":"bundle","version":2,"origin":"o","size":0}']],
    ['a bundle without its first line', lines.slice(1).map(writeRecord)],
  ])('is said to be none: %s', (_, texts) => {
    const { findings, report } = verifyLines(texts);
    expect(findings).toEqual([{ type: 'NotABundle', line: 1 }]);
    expect(report).toEqual({
      origin: undefined,
      events: 0,
      streams: 0,
      checkpoints: 0,
      latest: undefined,
      older: 'not-compared',
    });
  });
});

describe('a line', () => {
  it.each([
    ['no JSON', '{'],
    ['no record', '7'],
    ['of no kind', '{"kind":"other"}'],
    ['a second beginning', writeRecord(at(1))],
    ['an event without its data', JSON.stringify({ ...at(2), data: undefined })],
    ['an event whose revision is no whole number', JSON.stringify({ ...at(2), revision: 0.5 })],
    ['an event whose leaf hash is none', JSON.stringify({ ...at(2), leafHash: 'AAAA' })],
    ['totals that are none', JSON.stringify({ ...at(10), totals: [] })],
  ])('is unreadable that is %s', (_, text) => {
    const texts = lines.map(writeRecord).toSpliced(7, 0, text);
    expect(verifyLines(texts).findings).toEqual([{ type: 'LineUnreadable', line: 8 }]);
  });

  it('is read as what was written', () => {
    for (const line of lines) expect(readRecord(writeRecord(line))).toMatchObject({ value: line });
  });
});

describe('an event', () => {
  const place = { line: 4, logIndex: 2, stream: 'a', revision: 1 };

  it('is found changed where it is not what its leaf hash says', () => {
    const changed = { ...event(2), data: '3' };
    expect(findingsIn(withEvent(4, { data: '3' }))).toEqual([
      { type: 'EventChanged', ...place, expected: hashOf(event(2)), found: hashOf(changed) },
    ]);
  });

  it('is found changed within a range where its leaf hash was changed too', () => {
    const findings = findingsIn(withEvent(4, { metadata: '{"a":1}' }, true));
    expect(findings).toMatchObject([{ type: 'RootDiffers', line: 5, from: 0, to: 3 }]);
    const later = findingsIn(withEvent(7, { metadata: '{"a":1}' }, true));
    expect(later).toMatchObject([{ type: 'RootDiffers', line: 8, from: 3, to: 5 }]);
  });

  it('is missed where it was', () => {
    expect(findingsIn(lines.toSpliced(2, 1))).toEqual([
      { type: 'LogIndexDiffers', ...place, line: 3, expected: 1, found: 2 },
      {
        type: 'RevisionDiffers',
        line: 5,
        logIndex: 3,
        stream: 'b',
        revision: 1,
        expected: 0,
        found: 1,
      },
      { type: 'EventCountDiffers', expected: 7, found: 6 },
    ]);
  });

  it('does not excuse the totals of other streams where it is missed', () => {
    const missed = withLine(10, { ...at(10), totals: { sum: 7 } }).toSpliced(2, 1);
    expect(typesIn(missed)).toEqual([
      'LogIndexDiffers',
      'RevisionDiffers',
      'TotalsDiffer',
      'EventCountDiffers',
    ]);
  });

  it('is missed before the checkpoint that covers it', () => {
    expect(findingsIn(lines.toSpliced(10, 1))).toMatchObject([
      { type: 'SizeDiffers', line: 11, from: 5, expected: 7, found: 6 },
      { type: 'TotalsDiffer', stream: 'b', expected: { sum: 60 }, found: { sum: 100 } },
      { type: 'EventCountDiffers', expected: 7, found: 6 },
    ]);
  });

  it('is not hidden after the totals of its stream', () => {
    const late = bundleEvent(sha256, 7, { ...event(5), revision: 3 });
    expect(findingsIn([...lines, late])).toEqual([
      { type: 'EventAfterTotals', line: 14, logIndex: 7, stream: 'a', revision: 3 },
      { type: 'EventCountDiffers', expected: 7, found: 8 },
      { type: 'EventsUnsealed', from: 7, to: 8 },
    ]);
  });

  it('is told to be one that totals cannot be computed from', () => {
    expect(findingsIn(withEvent(4, { data: 'two' }, true))).toMatchObject([
      { type: 'EventNotUnderstood', ...place, reason: 'data is no number' },
      { type: 'RootDiffers', from: 0, to: 3 },
    ]);
  });
});

describe('a checkpoint', () => {
  it('is refused that no trusted key has signed', () => {
    const { findings, report } = verifyRecords(lines, { keys: [newSigner(ORIGIN).key] });
    const error = { type: 'NoteNotTrusted', signers: [ORIGIN] };
    expect(findings).toEqual([
      ...[5, 8, 12].map((line) => ({ type: 'CheckpointRefused', line, error })),
      { type: 'EventsUnsealed', from: 0, to: 7 },
    ]);
    expect(report.checkpoints).toBe(0);
  });

  it('is refused that is none, and the next one is not blamed for it', () => {
    const note = noteOf(5).replace('— ', '- ');
    expect(findingsIn(withLine(8, { ...at(8), note }))).toEqual([
      { type: 'CheckpointRefused', line: 8, error: { type: 'NoteMalformed' } },
    ]);
  });

  it('is found to be of another log', () => {
    const note = noteOf(5, envelopes, signer, 'facture/other');
    expect(findingsIn(withLine(8, { ...at(8), note }))).toEqual([
      { type: 'OriginDiffers', line: 8, expected: ORIGIN, found: 'facture/other' },
    ]);
  });

  it('is found to count more events than it seals', () => {
    const note = noteOf(4, envelopes.slice(0, 3));
    expect(findingsIn(withLine(5, { ...at(5), note }))).toMatchObject([
      { type: 'SizeDiffers', line: 5, from: 0, expected: 4, found: 3 },
      { type: 'NotConsistent', line: 8, from: 4, to: 5 },
    ]);
  });

  it('is found not to go on from the one before', () => {
    expect(findingsIn(withLine(8, { ...at(8), consistency: [] }))).toEqual([
      { type: 'NotConsistent', line: 8, from: 3, to: 5 },
    ]);
  });

  it('is found to be of another history, and those after it are not blamed', () => {
    const forked = envelopes.with(4, { ...event(4), metadata: 'other' });
    expect(findingsIn(withLine(8, { ...at(8), note: noteOf(5, forked) }))).toMatchObject([
      { type: 'NotConsistent', line: 8, from: 3, to: 5 },
      { type: 'RootDiffers', line: 8, from: 3, to: 5 },
      { type: 'NotConsistent', line: 12, from: 5, to: 7 },
    ]);
  });

  it('is missed at the end', () => {
    expect(typesIn(lines.toSpliced(11, 1))).toEqual(['EventsUnsealed']);
  });
});

describe('totals', () => {
  it('are found not to follow from the events', () => {
    expect(findingsIn(withLine(10, { ...at(10), totals: { sum: 7 } }))).toEqual([
      {
        type: 'TotalsDiffer',
        line: 10,
        stream: 'a',
        revision: 2,
        expected: { sum: 6 },
        found: { sum: 7 },
      },
    ]);
  });

  it.each([{}, { sum: 6, more: 1 }, { total: 6 }, { sum: '6' }, { sum: [6] }, { sum: { sum: 6 } }])(
    'are not the same as %j',
    (totals) => {
      expect(typesIn(withLine(10, { ...at(10), totals }))).toEqual(['TotalsDiffer']);
    },
  );

  it('are compared member by member, in any order', () => {
    const claimed = withLine(10, { ...at(10), totals: { b: [1, { c: 2 }], a: null } });
    const isSame = (totals: unknown) =>
      !verifyRecords(claimed, {
        fold: { apply: () => ({ row: 0 }), totals: () => totals },
      }).findings.some((finding) => finding.type === 'TotalsDiffer' && finding.stream === 'a');
    expect(isSame({ a: null, b: [1, { c: 2 }] })).toBe(true);
    expect(isSame({ a: null, b: [1, { c: 3 }] })).toBe(false);
    expect(isSame({ a: null, b: [1] })).toBe(false);
    expect(isSame({ a: null, b: { 0: 1, 1: { c: 2 } } })).toBe(false);
    expect(isSame({ a: null, b: { 0: 1, 1: { c: 2 }, length: 2 } })).toBe(false);
    expect(isSame([])).toBe(false);
  });

  it('are missed', () => {
    expect(findingsIn(lines.slice(0, -1))).toEqual([
      { type: 'TotalsMissing', stream: 'b', revision: 3 },
    ]);
  });

  it('are of a stream that has events, once', () => {
    const claim = (stream: string): BundleRecord => ({ kind: 'totals', stream, totals: {} });
    expect(findingsIn([...lines, claim('a'), claim('c')])).toEqual([
      { type: 'TotalsUnfounded', line: 14, stream: 'a' },
      { type: 'TotalsUnfounded', line: 15, stream: 'c' },
    ]);
  });
});

describe('an older checkpoint', () => {
  it.each([0, 1, 3, 6, 7])('of %i events is held against what is there', (size) => {
    const { findings, report } = verifyRecords(lines, { older: noteOf(size) });
    expect(findings).toEqual([]);
    expect(report.older).toBe('held');
  });

  it('shows that a history was rewritten and signed again', () => {
    const before = envelopes.with(1, { ...event(1), data: '11' });
    const { findings, report } = verifyRecords(lines, { older: noteOf(4, before) });
    expect(findings).toMatchObject([{ type: 'HistoryRewritten', from: 0, to: 4 }]);
    expect(report.older).toBe('differs');
  });

  it('shows that a history was cut off', () => {
    const beginning: BundleRecord = { kind: 'bundle', version: 1, origin: ORIGIN, size: 3 };
    const cut = [beginning, ...lines.slice(1, 5)];
    const { findings, report } = verifyRecords(cut, { older: noteOf(4) });
    expect(findings).toMatchObject([
      { type: 'HistoryCutOff', expected: 4, found: 3 },
      { type: 'TotalsMissing', stream: 'a' },
      { type: 'TotalsMissing', stream: 'b' },
    ]);
    expect(report.older).toBe('differs');
  });

  it('is of no use when it is none, is not trusted or is of another log', () => {
    const refused = (error: object) => [{ type: 'OlderCheckpointRefused', error }];
    const withOlder = (older: string) => verifyRecords(lines, { older });
    expect(withOlder('').findings).toEqual(refused({ type: 'NoteMalformed' }));
    expect(withOlder('').report.older).toBe('not-compared');
    expect(findingsIn(lines, noteOf(4, envelopes, newSigner(ORIGIN)))).toEqual(
      refused({ type: 'NoteNotTrusted', signers: [ORIGIN] }),
    );
    expect(findingsIn(lines, noteOf(4).replace(/\d\n/, '5\n'))).toEqual(
      refused({ type: 'SignatureWrong', signer: ORIGIN }),
    );
    expect(findingsIn(lines, noteOf(4, envelopes, signer, 'facture/other'))).toEqual([
      { type: 'OlderCheckpointOfOtherLog', expected: ORIGIN, found: 'facture/other' },
    ]);
  });

  it('is not compared once events are missing before it', () => {
    const { findings, report } = verifyRecords(lines.toSpliced(2, 1), { older: noteOf(4) });
    expect(findings[0]?.type).toBe('LogIndexDiffers');
    expect(report.older).toBe('not-compared');
  });
});
