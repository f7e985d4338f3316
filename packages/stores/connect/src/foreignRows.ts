import type { EventStore, Position, ReadModel, StreamName } from '@facture/contract';

/** Rows that do not come from the events of a store. */
export interface ForeignRows {
  readonly type: 'ForeignRows';
  /** The place that the rows know of and the store does not. */
  readonly position: Position;
}

/** What a read model says of one event: that it is in the store at this place. */
interface Witness {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
}

const isThere = async (events: EventStore, { stream, revision, position }: Witness) => {
  for await (const event of events.read(stream, { from: revision }))
    return event.revision === revision && event.position === position;
  return false;
};

const isWithin = async (events: EventStore, checkpoint: Position): Promise<boolean> => {
  const head = await events.head();
  return head !== undefined && head >= checkpoint;
};

/**
 * Asks a store for the last event that a read model knows of, and whether it reaches as far as the
 * model's checkpoint. If not, the rows are those of another store, or of one that has lost events,
 * as one does that was set back to a backup: what follows would be left out, or be folded onto rows
 * that are wrong.
 *
 * Rejects with `StoreReadError` while the store is away.
 */
export const foreignRows = async <S>(
  events: EventStore,
  readModel: ReadModel<S>,
): Promise<ForeignRows | undefined> => {
  // Taken first: rows move on while the store is asked, the store never falls behind them.
  const witnesses: ReadonlyArray<Witness> = [...readModel.recent(1), ...readModel.quarantined()];
  const checkpoint = readModel.checkpoint();
  for (const witness of witnesses)
    if (!(await isThere(events, witness)))
      return { type: 'ForeignRows', position: witness.position };
  return checkpoint === undefined || (await isWithin(events, checkpoint))
    ? undefined
    : { type: 'ForeignRows', position: checkpoint };
};
