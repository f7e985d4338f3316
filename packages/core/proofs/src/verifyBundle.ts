import { absurd } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

import { readRecord } from './bundle';
import type { BundleHeader, BundleRecord } from './bundleRecord';
import type { Checkpoint } from './checkpoint';
import type { Finding } from './finding';
import { followCheckpoints } from './followCheckpoints';
import { followStreams, type TotalsFold } from './followStreams';
import { followTree } from './followTree';
import { holdAgainst, type OlderStanding } from './holdAgainst';
import type { Trust } from './openCheckpoint';
import type { Hash } from './tree';

/** What verifying a bundle needs. */
export interface BundleVerification<S> extends Trust {
  readonly hash: Hash;
  /** The note of an older checkpoint that was kept elsewhere. */
  readonly older?: string | undefined;
  readonly fold: TotalsFold<S>;
}

/** What was in a bundle. It is sound if there was no finding. */
export interface BundleReport {
  /** Whose log it says to be; undefined when it is no bundle. */
  readonly origin: string | undefined;
  readonly events: number;
  readonly streams: number;
  readonly checkpoints: number;
  /** The last checkpoint that is trusted. Keep its note: it is an older checkpoint one day. */
  readonly latest: Checkpoint | undefined;
  readonly older: OlderStanding;
}

/** Verifies a bundle line by line. */
export interface BundleVerifier {
  /** Takes the next line, without the newline that ends it, and answers what is wrong with it. */
  readonly next: (line: string) => ReadonlyArray<Finding>;
  /** Answers what is missing at the end. */
  readonly end: () => ReadonlyArray<Finding>;
  readonly report: () => BundleReport;
}

/** Takes the lines of a bundle that follow its header. */
const followBundle = <S>(given: BundleVerification<S>, { origin, size }: BundleHeader) => {
  const tree = followTree(given.hash);
  const checkpoints = followCheckpoints(given.hash, given, origin);
  const streams = followStreams(given.fold);
  const older = holdAgainst(given.hash, given, origin, given.older);
  let events = 0;
  let trusted = 0;
  let latest: Checkpoint | undefined;

  const heldAgainst = (): ReadonlyArray<Finding> => {
    const grown = tree.tree();
    return grown === undefined ? [] : older.tree(grown);
  };
  const next = (line: number, record: BundleRecord): ReadonlyArray<Finding> => {
    switch (record.kind) {
      case 'bundle':
        return [{ type: 'LineUnreadable', line }];
      case 'event': {
        events += 1;
        const findings = tree.event(line, record);
        const isChanged = findings.some(({ type }) => type === 'EventChanged');
        return findings.concat(streams.event(line, record, isChanged), heldAgainst());
      }
      case 'checkpoint': {
        const { checkpoint, findings } = checkpoints(line, record);
        if (checkpoint === undefined) return findings;
        trusted += 1;
        latest = checkpoint;
        return [...findings, ...tree.checkpoint(line, checkpoint)];
      }
      case 'totals':
        return streams.totals(line, record);
      default:
        return absurd(record);
    }
  };
  const end = (): ReadonlyArray<Finding> => [
    ...(events === size
      ? []
      : [{ type: 'EventCountDiffers', expected: size, found: events } as const]),
    ...tree.end(),
    ...older.end(events),
    ...streams.end(),
  ];
  const report = (): BundleReport => ({
    origin,
    events,
    streams: streams.count(),
    checkpoints: trusted,
    latest,
    older: older.standing(),
  });
  return { begin: heldAgainst, next, end, report };
};

const NOTHING: BundleReport = {
  origin: undefined,
  events: 0,
  streams: 0,
  checkpoints: 0,
  latest: undefined,
  older: 'not-compared',
};

/**
 * Verifies a bundle, line by line, in memory that does not grow with the number of events: it keeps
 * a row for each stream whose totals are to come, and the name of each stream.
 */
export const verifyBundle = <S>(given: BundleVerification<S>): BundleVerifier => {
  let line = 0;
  let bundle: ReturnType<typeof followBundle> | undefined;

  return {
    next: (text) => {
      line += 1;
      const record = O.toUndefined(readRecord(text));
      if (line === 1) {
        if (record?.kind !== 'bundle') return [{ type: 'NotABundle', line }];
        bundle = followBundle(given, record);
        return bundle.begin();
      }
      if (bundle === undefined) return [];
      return record === undefined ? [{ type: 'LineUnreadable', line }] : bundle.next(line, record);
    },
    end: () => (line === 0 ? [{ type: 'NotABundle', line: 1 }] : (bundle?.end() ?? [])),
    report: () => bundle?.report() ?? NOTHING,
  };
};
