import type { Finding as ProofFinding, ProofError } from '@facture/proofs';
import { absurd } from 'fp-ts/function';

import type { Finding } from '../report/report';

/** Says why a note is not trusted. */
const proofErrorText = (error: ProofError): string => {
  switch (error.type) {
    case 'KeyMalformed':
      return 'a key that is none';
    case 'NoteMalformed':
      return 'no signed note';
    case 'NoteNotTrusted':
      return `a note signed by ${error.signers.join(', ')}, none of which is a key that was given`;
    case 'SignatureWrong':
      return `a note that ${error.signer} has not signed as it is: it was changed`;
    case 'CheckpointMalformed':
      return 'a signed note that is no checkpoint';
    default:
      return absurd(error);
  }
};

const json = (value: unknown): string => JSON.stringify(value);

const range = (from: number, to: number): string =>
  `events ${from.toString()} to ${(to - 1).toString()}`;

type Said = readonly [expected: string, found: string];

/** What was expected and what is there. */
const said = (finding: ProofFinding): Said => {
  switch (finding.type) {
    case 'NotABundle':
      return ['a bundle of version 1', 'something else'];
    case 'LineUnreadable':
      return ['an event, a checkpoint or totals', 'something else'];
    case 'EventChanged':
      return [`the event of leaf hash ${finding.expected}`, `one of ${finding.found}`];
    case 'LogIndexDiffers':
      return [`log index ${finding.expected.toString()}`, finding.found.toString()];
    case 'RevisionDiffers':
      return [`revision ${finding.expected.toString()} of the stream`, finding.found.toString()];
    case 'EventAfterTotals':
      return ['no more events after the totals of the stream', 'this one'];
    case 'EventNotUnderstood':
      return ['an event whose totals can be computed', finding.reason];
    case 'CheckpointRefused':
      return ['a checkpoint signed by a trusted key', proofErrorText(finding.error)];
    case 'OriginDiffers':
      return [`a checkpoint of ${finding.expected}`, `one of ${finding.found}`];
    case 'SizeDiffers':
      return [
        `${finding.expected.toString()} events, as the checkpoint says`,
        `${finding.found.toString()}: events from ${finding.from.toString()} on are missing or too many`,
      ];
    case 'RootDiffers':
      return [
        `${range(finding.from, finding.to)} with the root ${finding.expected}, as was signed`,
        `the root ${finding.found}: at least one of them is not the one that was sealed`,
      ];
    case 'NotConsistent':
      return [
        `a proof that the log of ${finding.to.toString()} events goes on from that of ${finding.from.toString()}`,
        'none that holds',
      ];
    case 'TotalsDiffer':
      return [`${json(finding.expected)}, by the events`, `${json(finding.found)}, as is claimed`];
    case 'TotalsUnfounded':
      return ['totals of a stream that has events, once', 'totals without events, or again'];
    case 'TotalsMissing':
      return ['totals of the stream', 'none'];
    case 'EventCountDiffers':
      return [
        `${finding.expected.toString()} events, as the bundle says at its beginning`,
        finding.found.toString(),
      ];
    case 'EventsUnsealed':
      return [`a checkpoint that covers ${range(finding.from, finding.to)}`, 'none'];
    case 'OlderCheckpointRefused':
      return ['an older checkpoint signed by a trusted key', proofErrorText(finding.error)];
    case 'OlderCheckpointOfOtherLog':
      return [`an older checkpoint of ${finding.expected}`, `one of ${finding.found}`];
    case 'HistoryCutOff':
      return [
        `at least the ${finding.expected.toString()} events of the older checkpoint`,
        `${finding.found.toString()}: the rest was cut off`,
      ];
    case 'HistoryRewritten':
      return [
        `${range(finding.from, finding.to)} with the root ${finding.expected} of the older checkpoint`,
        `the root ${finding.found}: the history was rewritten since`,
      ];
    default:
      return absurd(finding);
  }
};

const onLine = (finding: ProofFinding): string =>
  'line' in finding ? ` (line ${finding.line.toString()})` : '';

const indexOf = (finding: ProofFinding): number | null => {
  if ('logIndex' in finding) return finding.logIndex;
  return 'from' in finding ? finding.from : null;
};

/** Tells a finding in a bundle: what was expected, what is there, and where. */
export const bundleFinding = (finding: ProofFinding): Finding => {
  const [expected, found] = said(finding);
  return {
    type: finding.type,
    stream: 'stream' in finding ? finding.stream : null,
    revision: 'revision' in finding ? finding.revision : null,
    logIndex: indexOf(finding),
    expected,
    found: found + onLine(finding),
  };
};
