import type { ClientError, FactureClient } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import type { OrderProofsView } from '@facture/proofs';
import * as E from 'fp-ts/Either';

import { heldCheckpoint, holdCheckpoint } from './heldCheckpoint';
import {
  judgeCheckpoint,
  judgeEvent,
  type Cryptography,
  type Held,
  type LogDoubt,
  type Verdict,
} from './judgeProofs';

/** What the page believes of the events of an order. */
export type Judgement =
  /** A verdict for each event, in their order. */
  | { readonly type: 'judged'; readonly verdicts: ReadonlyArray<Verdict> }
  /** The log as a whole is not to be believed, and so no event of it. */
  | { readonly type: 'doubted'; readonly doubt: LogDoubt }
  /** There are no proofs to judge. */
  | { readonly type: 'unknown'; readonly error: ClientError };

/** What judging works with. */
export interface Judging {
  readonly client: Pick<FactureClient, 'proofs' | 'verifierKey' | 'consistency'>;
  readonly cryptography: Cryptography;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

const sizeOf = (cryptography: Cryptography, held: Held): number | undefined => {
  const opened = judgeCheckpoint(cryptography, { ...held, consistency: [] }, null);
  return E.isRight(opened) ? opened.right.size : undefined;
};

/** The hashes that lead from the checkpoint that is held to this one; none where nothing can. */
const consistencyFrom = async (
  { client, cryptography }: Judging,
  held: Held | null,
  offered: Held,
): Promise<E.Either<ClientError, ReadonlyArray<string>>> => {
  const from = held === null ? undefined : sizeOf(cryptography, held);
  const to = sizeOf(cryptography, offered);
  if (from === undefined || to === undefined || from > to) return E.right([]);
  return E.map(({ hashes }: { readonly hashes: ReadonlyArray<string> }) => hashes)(
    await client.consistency({ from, to }),
  );
};

const judgeSealed = async (
  judging: Judging,
  note: string,
  events: HistoryView['events'],
  proofs: OrderProofsView['events'],
): Promise<Judgement> => {
  const { client, cryptography, storage } = judging;
  const key = await client.verifierKey();
  if (E.isLeft(key)) return { type: 'unknown', error: key.left };
  const offered = { key: key.right, note };
  const held = heldCheckpoint(storage);
  const consistency = await consistencyFrom(judging, held, offered);
  if (E.isLeft(consistency)) return { type: 'unknown', error: consistency.left };
  const judged = judgeCheckpoint(
    cryptography,
    { ...offered, consistency: consistency.right },
    held,
  );
  if (E.isLeft(judged)) return { type: 'doubted', doubt: judged.left };
  holdCheckpoint(storage, offered);
  const verdicts = events.map(({ stored }, revision) =>
    judgeEvent(cryptography, judged.right, revision, stored, proofs),
  );
  return { type: 'judged', verdicts };
};

/** Judges whether the events of an order, as they are shown, stand in the log that the service signs. */
export const judgeOrder = async (
  judging: Judging,
  { orderId, events }: Pick<HistoryView, 'orderId' | 'events'>,
): Promise<Judgement> => {
  const proofs = await judging.client.proofs(orderId);
  if (E.isLeft(proofs)) return { type: 'unknown', error: proofs.left };
  const { checkpoint, events: offered } = proofs.right;
  if (checkpoint !== null) return judgeSealed(judging, checkpoint, events, offered);
  return { type: 'judged', verdicts: events.map(() => ({ type: 'not-yet-sealed' })) };
};
