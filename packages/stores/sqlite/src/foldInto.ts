import type {
  Folded as FoldedEvent,
  Position,
  Projection,
  QuarantinedEvent,
  ReadModelRow,
  RecordedEvent,
  StreamName,
} from '@facture/contract';
import { StoreReadError } from '@facture/contract';

import type { Model, ModelTables, StoredRow } from './modelTables';

/** What folding came to. */
export interface Folded {
  readonly model: Model;
  readonly quarantined: ReadonlyArray<QuarantinedEvent>;
}

/** Reads a row's document, which this projection wrote. */
export const toDocument = <S>({ row, ...place }: StoredRow): ReadModelRow<S> => ({
  ...place,
  row: JSON.parse(row) as S,
});

/** The later of two positions, where undefined is before all. */
export const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** Applies an event to the row of its stream, if it is the next one. */
export const applyNext = <S>(
  projection: Projection<S>,
  before: ReadModelRow<S> | undefined,
  event: RecordedEvent,
): FoldedEvent<S> => {
  const next = (before?.revision ?? -1) + 1;
  return event.revision === next
    ? projection.apply(before?.row, event)
    : { quarantine: `revision ${next} is missing before it` };
};

/**
 * Folds events into the rows of a model and moves its checkpoint, in a transaction that somebody
 * else began. Each row is written once, however many of its events there are.
 */
export const foldInto =
  <S>(tables: ModelTables, projection: Projection<S>) =>
  (model: Model, events: ReadonlyArray<RecordedEvent>, upTo?: Position): Folded => {
    const rows = new Map<StreamName, ReadModelRow<S>>();
    const keys: Array<readonly [key: string, stream: StreamName]> = [];
    const quarantined = new Map<StreamName, QuarantinedEvent>();
    const rowOf = (stream: StreamName): ReadModelRow<S> | undefined => {
      const stored = rows.has(stream) ? undefined : tables.row(model, stream);
      return stored === undefined ? rows.get(stream) : toDocument(stored);
    };

    // Mostly there are none, and then nobody asks for each event.
    const isAnyQuarantined = tables.isQuarantined(model);
    let last = model.checkpoint;
    for (const event of events) {
      const { stream, revision, position } = event;
      if (last !== undefined && position <= last) continue;
      last = position;
      if (!stream.startsWith(projection.prefix)) continue;
      if (quarantined.has(stream)) continue;
      if (isAnyQuarantined && tables.isQuarantined(model, stream)) continue;
      const outcome = applyNext(projection, rowOf(stream), event);
      if ('row' in outcome) {
        rows.set(stream, { stream, revision, position, row: outcome.row });
        for (const key of outcome.keys ?? []) keys.push([key, stream]);
      } else quarantined.set(stream, { stream, revision, position, reason: outcome.quarantine });
    }

    const checkpoint = later(last, upTo);
    if (!tables.moveCheckpoint(model, checkpoint))
      throw new StoreReadError('Unavailable', 'another rebuild has replaced this read model');
    for (const row of rows.values())
      tables.writeRow(model, { ...row, row: JSON.stringify(row.row) });
    for (const [key, stream] of keys) tables.writeKey(model, key, stream);
    for (const event of quarantined.values()) tables.quarantine(model, event);
    return { model: { ...model, checkpoint }, quarantined: Array.from(quarantined.values()) };
  };
