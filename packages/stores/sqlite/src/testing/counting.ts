import type { Projection } from '@facture/contract';

/** What is counted of a stream. */
export interface Count {
  readonly count: number;
  /** The text of each event's data. */
  readonly data: ReadonlyArray<string>;
}

/** Counts the events of orders, finds them by their data, and refuses those of type `Refused`. */
export const counting: Projection<Count> = {
  name: 'count',
  version: 1,
  prefix: 'order-',
  apply: (row = { count: 0, data: [] }, { type, data }) =>
    type === 'Refused'
      ? { quarantine: 'it is refused' }
      : { row: { count: row.count + 1, data: [...row.data, data] }, keys: [data] },
};
