import type { EventStore, ReadModel } from '@facture/contract';
import type { SealedLog } from '@facture/contract/sealing';
import type { OrderSummary } from '@facture/projections';
import { encodeBase64, leafHash as hashOf, writeRecord } from '@facture/proofs';
import { sha256 } from '@facture/sqlite';

import type { Finding } from '../report/report';
import { checkpointLines } from './checkpointLines';
import { claimTotals } from './claimedTotals';
import { sealedEvents, type SealedEvent } from './sealedEvents';

/** What a bundle is made from. */
export interface Bundling {
  readonly events: EventStore;
  readonly rows: ReadModel<OrderSummary>;
  readonly log: SealedLog;
  /** Whose log it is, and how many of its events go into the bundle: as many as a checkpoint covers. */
  readonly origin: string;
  readonly size: number;
  readonly onFinding: (finding: Finding) => void;
}

const eventLine = ({ logIndex, event, leafHash }: SealedEvent): string => {
  const { stream, revision, id, type, schemaVersion, recordedAt, data, metadata } = event;
  const envelope = { stream, revision, id, type, schemaVersion, recordedAt, data, metadata };
  return writeRecord({
    kind: 'event',
    logIndex,
    leafHash: encodeBase64(leafHash),
    ...envelope,
  });
};

const changed = ({ logIndex, event, leafHash }: SealedEvent): Finding | undefined => {
  const found = hashOf(sha256, event);
  if (Buffer.compare(found, leafHash) === 0) return undefined;
  return {
    type: 'EventChanged',
    stream: event.stream,
    revision: event.revision,
    logIndex,
    expected: `the event of leaf hash ${encodeBase64(leafHash)}, as was sealed`,
    found: `one of ${encodeBase64(found)}`,
  };
};

/**
 * Writes a bundle line by line, without newlines: the events as the store has them beside the leaf
 * hashes that were sealed, the checkpoints, and the totals that are claimed. What differs from the log is
 * told, and stays in the bundle for whoever verifies it.
 *
 * Throws `StoreReadError` when the store or the log does.
 */
export async function* bundleLines({
  events,
  rows,
  log,
  origin,
  size,
  onFinding,
}: Bundling): AsyncGenerator<string, undefined> {
  const checkpointsDue = checkpointLines(log, size);
  const lastSealed = log.positionOf(size - 1) ?? 0n;
  const claimed = claimTotals({ events, rows, lastSealed });
  yield writeRecord({ kind: 'bundle', version: 1, origin, size });
  for await (const sealed of sealedEvents(events, log, size, onFinding)) {
    const finding = changed(sealed);
    if (finding !== undefined) onFinding(finding);
    // Those that end where events are missing come before this one.
    yield* checkpointsDue(sealed.logIndex);
    yield eventLine(sealed);
    const totals = await claimed(sealed.event);
    if (totals !== undefined)
      yield writeRecord({ kind: 'totals', stream: sealed.event.stream, totals: { ...totals } });
    yield* checkpointsDue(sealed.logIndex + 1);
  }
  yield* checkpointsDue(size);
  return undefined;
}
