import type { Position, Projection, ReadModel } from '@facture/contract';

import type { EventReader } from './eventReader';
import { foldInto } from './foldInto';
import type { Model, ModelTables } from './modelTables';
import { attempt } from './sqliteFailure';

/** What making a read model anew needs. */
export interface Swapping<S> {
  readonly tables: ModelTables;
  readonly projection: Projection<S>;
  /** Runs a body in one transaction of its own, and throws when that fails. */
  readonly write: <A>(body: () => A) => A;
}

/** What it came to: how many events were folded, and the streams whose rows differed. */
export type Rebuilt = Awaited<ReturnType<ReadModel<unknown>['rebuild']>>;

const BATCH = 256;
const BEFORE_ALL: Position = 0n;

/** Folds what a file has after the checkpoint of a model, up to a position, in a transaction. */
export const foldFile =
  <S>({ tables, projection }: Swapping<S>) =>
  (file: EventReader, model: Model, upTo: Position = BEFORE_ALL): Model => {
    const fold = foldInto(tables, projection);
    let folded = model;
    let isLast = false;
    while (!isLast) {
      const after = folded.checkpoint ?? BEFORE_ALL;
      const page = file.ofAll(after, upTo, projection.prefix, BATCH);
      folded = fold(folded, page.items).model;
      isLast = page.isLast;
    }
    return folded;
  };

/**
 * Makes a model beside the live one, has it filled, and swaps the two in one transaction. What was
 * applied to the live one in the meantime is folded in there by `catchUp`. When anything fails, the
 * new model is removed and the live one stays.
 */
export const swapModels = async <S>(
  { tables, write }: Swapping<S>,
  fill: (empty: Model) => Promise<{ readonly events: number; readonly filled: Model }>,
  catchUp: (filled: Model, live: Model) => Model,
): Promise<Rebuilt> => {
  const empty = write(() => tables.create('beside'));
  try {
    const { events, filled } = await fill(empty);
    const differing = write(() => {
      const live = tables.live();
      const fresh = live === undefined ? filled : catchUp(filled, live);
      const found = live === undefined ? [] : tables.differing(live, fresh);
      tables.swap(fresh);
      return found;
    });
    return { events, differing };
  } catch (thrown) {
    attempt(() => {
      write(() => {
        tables.remove(empty);
      });
    });
    throw thrown;
  }
};
