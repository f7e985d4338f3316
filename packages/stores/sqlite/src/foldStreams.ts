import type { Projection, QuarantinedEvent, ReadModelRow, StreamName } from '@facture/contract';

import { applyNext } from './foldInto';
import type { StoredRow } from './modelTables';
import type { StreamRange, StreamReader } from './streamReader';

/** The rows of some whole streams, as they are stored. */
export interface FoldedStreams {
  /** How many events were folded. */
  readonly events: number;
  readonly rows: ReadonlyArray<StoredRow>;
  readonly keys: ReadonlyArray<readonly [key: string, stream: StreamName]>;
  readonly quarantined: ReadonlyArray<QuarantinedEvent>;
}

/**
 * Folds whole streams, one after the other: each row is made, and made into text, once, and no two
 * are held as documents at the same time.
 */
export const foldStreams = <S>(
  reader: StreamReader,
  projection: Projection<S>,
  range: StreamRange,
): FoldedStreams => {
  const rows: Array<StoredRow> = [];
  const keys: Array<readonly [string, StreamName]> = [];
  const quarantined: Array<QuarantinedEvent> = [];
  let events = 0;
  let row: ReadModelRow<S> | undefined;
  let stoppedIn: StreamName | undefined;

  const endStream = () => {
    if (row !== undefined) rows.push({ ...row, row: JSON.stringify(row.row) });
    row = undefined;
  };
  for (const event of reader.events(range)) {
    events += 1;
    const { stream, revision, position } = event;
    if (stream === stoppedIn) continue;
    if (stream !== row?.stream) endStream();
    const outcome = applyNext(projection, row, event);
    if ('row' in outcome) {
      row = { stream, revision, position, row: outcome.row };
      for (const key of outcome.keys ?? []) keys.push([key, stream]);
    } else {
      stoppedIn = stream;
      quarantined.push({ stream, revision, position, reason: outcome.quarantine });
    }
  }
  endStream();
  return { events, rows, keys, quarantined };
};
