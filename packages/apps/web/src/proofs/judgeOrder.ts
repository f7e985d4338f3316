import type { ClientError, FactureClient } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import type { Checkpoint } from '@facture/proofs';
import * as E from 'fp-ts/Either';

import { heldCheckpoint, holdCheckpoint } from './heldCheckpoint';
import {
  judgeEvents,
  unshownAfter,
  type OrderToJudge,
  type SealedAt,
  type Unshown,
  type Verdict,
} from './judgeEvents';
import { judgeCheckpoint, type Cryptography, type Held, type LogDoubt } from './judgeProofs';

/** What the page believes of the events of an order. */
export type Judgement =
  /** A verdict for each event, in their order. */
  | {
      readonly type: 'judged';
      readonly verdicts: ReadonlyArray<Verdict>;
      readonly unshown: Unshown;
      /** Whether the log was shown to go on from a checkpoint that this browser held. */
      readonly isHeldAgainst: boolean;
      /** The checkpoint that the verdicts lead to, and its key; null when nothing is sealed yet. */
      readonly against: Held | null;
    }
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

/** What is judged, and what is known of it. */
export interface OrderShown extends Pick<HistoryView, 'events'> {
  /** The order that was asked for, whatever the service has answered. */
  readonly orderId: string;
  /** At which index events were verified before. */
  readonly sealedAt?: SealedAt | undefined;
  /** The key that the reader has decided to trust instead of the one that was held. */
  readonly acceptedKey?: string | undefined;
}

/** A checkpoint that was held, and how many events its log had. */
interface HeldSize extends Held {
  readonly size: number;
}

/** What is held and whole. What is damaged counts as nothing: the service has no part in it. */
const wholeOf = (cryptography: Cryptography, held: Held | null): HeldSize | null => {
  if (held === null) return null;
  const opened = judgeCheckpoint(cryptography, { ...held, consistency: [] }, null);
  return E.isRight(opened) ? { ...held, size: opened.right.size } : null;
};

/** The service refuses the question itself, rather than whoever asks it or for the moment. */
const cannotProve = (error: ClientError): boolean =>
  error.type === 'Refused' && (error.status === 400 || error.status === 404);

/** The hashes that lead from the checkpoint that is held to this one; none where nothing does. */
const consistencyFrom = async (
  { client, cryptography }: Judging,
  held: HeldSize | null,
  offered: Held,
): Promise<E.Either<ClientError, ReadonlyArray<string>>> => {
  const from = held?.size ?? 0;
  const to = wholeOf(cryptography, offered)?.size ?? 0;
  if (from === 0 || from >= to) return E.right([]);
  const proven = await client.consistency({ from, to });
  if (E.isRight(proven)) return E.right(proven.right.hashes);
  return cannotProve(proven.left) ? E.right([]) : proven;
};

const shrunkToNothing = ({ size }: HeldSize): Judgement => ({
  type: 'doubted',
  doubt: { type: 'LogShrank', held: size, offered: 0 },
});

/** A checkpoint that is believed, and the note that it was read from. */
interface Trusted {
  readonly checkpoint: Checkpoint;
  readonly against: Held;
}

/** Judges the checkpoint that is offered, and from then on holds it if it is believed. */
const trusted = async (
  judging: Judging,
  note: string,
  acceptedKey: string | undefined,
  judgedAgainst: Held | null,
  held: HeldSize | null,
): Promise<E.Either<Judgement, Trusted>> => {
  const unknown = (error: ClientError): Judgement => ({ type: 'unknown', error });
  const key = await judging.client.verifierKey();
  if (E.isLeft(key)) return E.left(unknown(key.left));
  const offered = { key: key.right, note };
  const consistency = await consistencyFrom(judging, held, offered);
  if (E.isLeft(consistency)) return E.left(unknown(consistency.left));
  const judged = judgeCheckpoint(
    judging.cryptography,
    { ...offered, consistency: consistency.right, isKeyAccepted: acceptedKey === key.right },
    held,
  );
  if (E.isLeft(judged)) return E.left({ type: 'doubted', doubt: judged.left });
  holdCheckpoint(judging.storage, judgedAgainst, offered);
  return E.right({ checkpoint: judged.right, against: offered });
};

/** Judges whether the events of an order, as they are shown, stand in the log that the service signs. */
export const judgeOrder = async (
  judging: Judging,
  { orderId, events, sealedAt = new Map(), acceptedKey }: OrderShown,
): Promise<Judgement> => {
  // Read before anything is asked: another tab may hold a newer one while this waits for answers.
  const judgedAgainst = heldCheckpoint(judging.storage);
  const held = wholeOf(judging.cryptography, judgedAgainst);
  const offered = await judging.client.proofs(orderId);
  if (E.isLeft(offered)) return { type: 'unknown', error: offered.left };
  const { checkpoint: note, events: proofs } = offered.right;
  const order: OrderToJudge = {
    orderId,
    events: events.map(({ stored }) => stored),
    proofs,
    sealedAt,
  };
  const judged = (log: Trusted | null): Judgement => ({
    type: 'judged',
    verdicts: judgeEvents(judging.cryptography.hash, log?.checkpoint ?? null, order),
    unshown: unshownAfter(order),
    isHeldAgainst: held !== null,
    against: log?.against ?? null,
  });
  if (note === null) return held === null ? judged(null) : shrunkToNothing(held);
  const log = await trusted(judging, note, acceptedKey, judgedAgainst, held);
  return E.isLeft(log) ? log.left : judged(log.right);
};
