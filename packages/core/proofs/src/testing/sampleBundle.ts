import { bundleCheckpoint, bundleEvent, writeRecord } from '../bundle';
import type { BundleRecord } from '../bundleRecord';
import { writeCheckpoint } from '../checkpoint';
import { consistencyProof } from '../consistency';
import { leafHash, type Envelope } from '../envelope';
import type { TotalsFold } from '../followStreams';
import { signNote, type NoteSigner } from '../note';
import { appendLeaf, emptyTree, rootOf } from '../tree';
import { verifyBundle, type BundleVerification } from '../verifyBundle';
import { newSigner, nodesOf, sha256, verify } from './sealing';

export const ORIGIN = 'facture/test';
export const signer = newSigner(ORIGIN);

const envelope = (stream: string, revision: number, data: string): Envelope => ({
  stream,
  revision,
  id: `${stream}/${revision.toString()}`,
  type: 'Counted',
  schemaVersion: 1,
  recordedAt: '2026-01-31T12:00:00.000Z',
  data,
  metadata: '{}',
});

/** Two streams in seven events. */
export const envelopes = [
  envelope('a', 0, '1'),
  envelope('b', 0, '10'),
  envelope('a', 1, '2'),
  envelope('b', 1, '20'),
  envelope('b', 2, '30'),
  envelope('a', 2, '3'),
  envelope('b', 3, '40'),
];

/** Signs a checkpoint of the first events of some. */
export const noteOf = (
  size: number,
  events: ReadonlyArray<Envelope> = envelopes,
  by: NoteSigner = signer,
  origin = ORIGIN,
): string => {
  const tree = events
    .slice(0, size)
    .reduce((grown, event) => appendLeaf(sha256, grown, leafHash(sha256, event)), emptyTree);
  return signNote(writeCheckpoint({ origin, size, rootHash: rootOf(sha256, tree) }), [by]);
};

const nodeAt = nodesOf(envelopes.map((event) => leafHash(sha256, event)));

const eventLine = (event: Envelope, index: number): BundleRecord =>
  bundleEvent(sha256, index, event);
const checkpointLine = (from: number, to: number, note = noteOf(to)): BundleRecord =>
  bundleCheckpoint(note, consistencyProof(sha256, nodeAt, from, to));

/** A sound bundle: the lines of all seven events, sealed at 3, 5 and 7, and totals. */
export const lines: ReadonlyArray<BundleRecord> = [
  { kind: 'bundle', version: 1, origin: ORIGIN, size: 7 },
  ...envelopes.slice(0, 3).map(eventLine),
  checkpointLine(0, 3),
  ...envelopes.slice(3, 5).map((event, at) => eventLine(event, at + 3)),
  checkpointLine(3, 5),
  eventLine(envelope('a', 2, '3'), 5),
  { kind: 'totals', stream: 'a', totals: { sum: 6 } },
  eventLine(envelope('b', 3, '40'), 6),
  checkpointLine(5, 7),
  { kind: 'totals', stream: 'b', totals: { sum: 100 } },
];

/** Sums up what the events of a stream count. */
const sums: TotalsFold<number> = {
  apply: (row = 0, { data }) =>
    /^\d+$/.test(data) ? { row: row + Number(data) } : { quarantine: 'data is no number' },
  totals: (sum) => ({ sum }),
};

const given: BundleVerification<number> = { hash: sha256, verify, keys: [signer.key], fold: sums };

/** Verifies the lines of a bundle as they stand in a file. */
export const verifyLines = (
  texts: ReadonlyArray<string>,
  change: Partial<BundleVerification<number>> = {},
) => {
  const verifier = verifyBundle({ ...given, ...change });
  const found = texts.flatMap(verifier.next);
  const findings = [...found, ...verifier.end()];
  return { findings, report: verifier.report() };
};

/** Verifies a bundle. */
export const verifyRecords = (
  records: ReadonlyArray<BundleRecord>,
  change: Partial<BundleVerification<number>> = {},
) => verifyLines(records.map(writeRecord), change);

/** Changes the event at a line, and its leaf hash with it if told to. */
export const withEvent = (
  line: number,
  change: Partial<Envelope>,
  isHashed = false,
): ReadonlyArray<BundleRecord> =>
  lines.map((record, at) => {
    if (at !== line - 1 || record.kind !== 'event') return record;
    const changed = { ...record, ...change };
    return isHashed ? bundleEvent(sha256, record.logIndex, changed) : changed;
  });
