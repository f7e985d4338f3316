import type { StoredEventView } from '@facture/projections';
import {
  decodeBase64,
  leafHash,
  verifyInclusion,
  type Checkpoint,
  type Hash,
} from '@facture/proofs';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

/** The proof of one event as `GET /api/orders/{orderId}/proofs` gives it. */
export interface OfferedProof {
  readonly revision: number;
  readonly position: string;
  readonly logIndex: number | null;
  readonly hashes: ReadonlyArray<string> | null;
}

/** Why an event is not to be believed. */
export type Failure =
  /** The event as it was shown is not the one that was sealed at this index. */
  | 'not-as-sealed'
  /** It was shown among the events of an order that is not its own. */
  | 'other-order'
  /** It is said to be sealed, and nothing that comes with that could be a proof. */
  | 'proof-missing'
  /** It was verified before, and is said not to be sealed now. */
  | 'was-sealed'
  /** It is said not to be sealed, and an event after it is. */
  | 'left-out'
  /** Its place does not come after that of the event before it, or is not the one it had. */
  | 'out-of-place';

/** What became of the proof of one event. */
export type Verdict =
  | { readonly type: 'verified'; readonly logIndex: number; readonly size: number }
  | { readonly type: 'not-yet-sealed' }
  | {
      readonly type: 'failed';
      readonly reason: Failure;
      /** The index that was told; null where none was. */
      readonly logIndex: number | null;
      readonly size: number;
    };

/** An order as it is shown, and what is offered to prove it. */
export interface OrderToJudge {
  readonly orderId: string;
  /** In the order of their revisions, from 0. */
  readonly events: ReadonlyArray<StoredEventView>;
  readonly proofs: ReadonlyArray<OfferedProof>;
  /** At which index an event was verified before, by its revision. */
  readonly sealedAt: SealedAt;
}

/** At which index of the log events were first verified, by their revisions. */
export type SealedAt = ReadonlyMap<number, number>;

/** Keeps in mind at which index each event was first verified. */
export const withVerified = (sealedAt: SealedAt, verdicts: ReadonlyArray<Verdict>): SealedAt => {
  const now = verdicts.flatMap((verdict, revision) =>
    verdict.type === 'verified' ? [[revision, verdict.logIndex] as const] : [],
  );
  return new Map([...now, ...sealedAt]);
};

/** Events of an order that are not among those that are shown, though they come after them. */
export interface Unshown {
  /** How many were verified before. */
  readonly gone: number;
  /** How many others are said to be sealed now. */
  readonly later: number;
}

/** Counts the events that there must be after those that are shown. */
export const unshownAfter = ({ events, proofs, sealedAt }: OrderToJudge): Unshown => {
  const isAfterAll = (revision: number): boolean => revision >= events.length;
  const gone = [...sealedAt.keys()].filter(isAfterAll);
  const later = proofs.filter(
    ({ revision, logIndex }) =>
      isAfterAll(revision) && logIndex !== null && !sealedAt.has(revision),
  );
  return { gone: gone.length, later: later.length };
};

const POSITION = /^(?:0|[1-9]\d*)$/;

/** Whether a position comes after another. What is no position comes after nothing. */
const isAfter = (position: string, other: string | undefined): boolean =>
  POSITION.test(position) &&
  (other === undefined || (POSITION.test(other) && BigInt(position) > BigInt(other)));

/** Whether an event that is in the log stands where its past, and the event before it, allow. */
const isInPlace = (
  { events, proofs, sealedAt }: OrderToJudge,
  { revision, position, logIndex }: OfferedProof,
): boolean =>
  proofs.every((other) => other.revision !== revision || other.logIndex === logIndex) &&
  logIndex === (sealedAt.get(revision) ?? logIndex) &&
  position === events[revision]?.position &&
  isAfter(position, events[revision - 1]?.position);

const judgeEvent = (
  hash: Hash,
  checkpoint: Checkpoint | null,
  order: OrderToJudge,
  revision: number,
  stored: StoredEventView,
): Verdict => {
  const { orderId, proofs, sealedAt } = order;
  const size = checkpoint?.size ?? 0;
  const offered = proofs.find((proof) => proof.revision === revision);
  const { logIndex, hashes } = offered ?? { logIndex: null, hashes: null };
  const failed = (reason: Failure, index = logIndex): Verdict => ({
    type: 'failed',
    reason,
    logIndex: index,
    size,
  });
  if (stored.stream !== `order-${orderId}`) return failed('other-order');
  if (offered === undefined || (logIndex === null && hashes === null)) {
    const known = sealedAt.get(revision);
    if (known !== undefined) return failed('was-sealed', known);
    const isOvertaken = proofs.some(
      (later) => later.revision > revision && later.logIndex !== null,
    );
    return isOvertaken ? failed('left-out') : { type: 'not-yet-sealed' };
  }
  const proof = pipe(
    O.fromNullable(hashes),
    O.flatMap(O.traverseArray(decodeBase64)),
    O.toUndefined,
  );
  const isPossible = Number.isSafeInteger(logIndex) && logIndex !== null && logIndex < size;
  if (checkpoint === null || proof === undefined || !isPossible) return failed('proof-missing');
  const inclusion = {
    index: logIndex,
    size,
    leafHash: leafHash(hash, { ...stored, revision }),
    rootHash: checkpoint.rootHash,
  };
  if (!verifyInclusion(hash, inclusion, proof)) return failed('not-as-sealed');
  return isInPlace(order, offered) ? { type: 'verified', logIndex, size } : failed('out-of-place');
};

/**
 * Judges whether the events of an order, as they are shown, stand in the log that a checkpoint is of
 * (null when there is none yet), each after the one before it. Nothing that is offered is believed:
 * whatever does not fit fails.
 */
export const judgeEvents = (
  hash: Hash,
  checkpoint: Checkpoint | null,
  order: OrderToJudge,
): ReadonlyArray<Verdict> => {
  let last = -1;
  return order.events.map((stored, revision) => {
    const verdict = judgeEvent(hash, checkpoint, order, revision, stored);
    if (verdict.type !== 'verified') return verdict;
    if (verdict.logIndex <= last) return { ...verdict, type: 'failed', reason: 'out-of-place' };
    last = verdict.logIndex;
    return verdict;
  });
};
