import {
  ORDER_STREAM_PREFIX,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@facture/contract';
import { HASH_BYTES, TILE_WIDTH, type SealedLog } from '@facture/contract/sealing';

import type { Finding } from '../report/report';

/** An event of the store at its place in the log, and the leaf hash that was sealed there. */
export interface SealedEvent {
  readonly logIndex: number;
  readonly event: RecordedEvent;
  readonly leafHash: Uint8Array;
}

const missing = (logIndex: number, position: Position): Finding => ({
  type: 'EventMissing',
  stream: null,
  revision: null,
  logIndex,
  expected: `the event that was sealed, at position ${position.toString()} of the store`,
  found: 'none',
});

const notSealed = ({ stream, revision, position }: RecordedEvent): Finding => ({
  type: 'EventNotSealed',
  stream,
  revision,
  logIndex: null,
  expected: 'no event that is not in the log before the last one that is',
  found: `this one, at position ${position.toString()}: it is left out`,
});

/**
 * Reads the events that a log of a size covers, in its order, from the store. Tells of those that are
 * missing there, and of those that are there and not in the log.
 *
 * Throws `StoreReadError` when the store or the log does.
 */
export async function* sealedEvents(
  events: EventStore,
  log: SealedLog,
  size: number,
  onFinding: (finding: Finding) => void,
): AsyncGenerator<SealedEvent, undefined> {
  let tile: Uint8Array = new Uint8Array();
  let logIndex = 0;
  let tileIndex = -1;
  const leafHashAt = (index: number): Uint8Array => {
    const wanted = Math.floor(index / TILE_WIDTH);
    if (wanted !== tileIndex) tile = log.tile(0, wanted);
    tileIndex = wanted;
    const from = (index % TILE_WIDTH) * HASH_BYTES;
    return tile.subarray(from, from + HASH_BYTES);
  };
  let due = log.positionOf(0);
  const passOver = (position: Position): void => {
    onFinding(missing(logIndex, position));
    logIndex += 1;
    due = logIndex < size ? log.positionOf(logIndex) : undefined;
  };

  for await (const event of events.readAll({ prefix: ORDER_STREAM_PREFIX })) {
    while (due !== undefined && due < event.position) passOver(due);
    if (due === undefined) break;
    if (due > event.position) {
      onFinding(notSealed(event));
      continue;
    }
    yield { logIndex, event, leafHash: leafHashAt(logIndex) };
    logIndex += 1;
    due = logIndex < size ? log.positionOf(logIndex) : undefined;
  }
  while (due !== undefined) passOver(due);
  return undefined;
}
