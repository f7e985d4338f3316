import { OrderTotals } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';

import type { ClientError } from './clientError';
import { decoded, read } from './judge';
import { Position } from './position';

/** What a subscriber to totals is told. */
export type TotalsMessage =
  /** The totals of an order after the event at this position. */
  | { readonly type: 'totals'; readonly position: Position; readonly totals: OrderTotals }
  /** The event at this position cannot be read: nothing more is told of its order. */
  | { readonly type: 'quarantined'; readonly position: Position; readonly stream: string }
  /** Everything up to this position was told; undefined while nothing ever happened. */
  | { readonly type: 'caught-up'; readonly position: Position | undefined }
  /** The connection is lost, or there was none; it is tried again after so long. */
  | {
      readonly type: 'away';
      readonly error: ClientError;
      /** How many times in a row, without anything told in between. */
      readonly failures: number;
      readonly waitMs: number;
    }
  /** The subscription is over: trying again would not help. */
  | { readonly type: 'failed'; readonly error: ClientError };

/** What of it the service says. */
export type ToldMessage = Exclude<TotalsMessage, { readonly type: 'away' | 'failed' }>;

/** An event of a stream of server-sent events. */
export interface Frame {
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  readonly data: string;
}

const Quarantined = t.strict({ position: Position, stream: t.string });
const CaughtUp = t.strict({ position: t.union([Position, t.null]) });

const totalsIn = ({ id, data }: Frame): E.Either<ReadonlyArray<string>, ToldMessage> =>
  pipe(
    decoded(id, Position),
    E.bindTo('position'),
    E.bind('totals', () => read(data, OrderTotals)),
    E.map((told) => ({ type: 'totals', ...told })),
  );

/**
 * Reads what an event of the stream says: undefined when it is of a kind that this client does not
 * know. Gives what is wrong with it.
 */
export const toldBy = (frame: Frame): E.Either<ReadonlyArray<string>, ToldMessage | undefined> => {
  switch (frame.event ?? '') {
    case 'totals':
      return totalsIn(frame);
    case 'quarantined':
      return pipe(
        read(frame.data, Quarantined),
        E.map((told) => ({ type: 'quarantined', ...told })),
      );
    case 'caught-up':
      return pipe(
        read(frame.data, CaughtUp),
        E.map(({ position }) => ({ type: 'caught-up', position: position ?? undefined })),
      );
    default:
      return E.right(undefined);
  }
};
