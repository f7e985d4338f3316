import {
  bundleEvent,
  type BundleRecord,
  type Envelope,
  type Finding,
  type NoteSigner,
} from '@facture/proofs';

import { bundleOf, type Bundle } from './bundleOf';
import type { Chance } from './chance';
import { forged, redacted } from './forgery';
import { sealLog, sha256, type Log } from './log';
import { covers, misses, names } from './positions';

/** What is tampered with: a sealed log, who signs for it, and somebody who may not. */
export interface Target {
  readonly log: Log;
  readonly signer: NoteSigner;
  readonly stranger: NoteSigner;
  readonly chance: Chance;
}

/** What came of it, and what must be found. */
export interface Tampered {
  readonly bundle: Bundle;
  /** The note of the older checkpoint that the auditor has kept. */
  readonly older: string;
  /** Tells whether a finding names the right position. */
  readonly isFound: (finding: Finding) => boolean;
}

const eventAt = ({ log }: Target, index: number): Envelope => {
  const envelope = log.envelopes[index];
  if (envelope === undefined) throw new Error(`there is no event ${String(index)}`);
  return envelope;
};
const anyIndex = ({ log, chance }: Target): number => chance.between(0, log.envelopes.length - 1);
const originOf = ({ signer }: Target): string => signer.key.name;
const anyOlder = ({ log, chance }: Target): string => chance.pick(log.sealed).note;
/** An older checkpoint of more events than so many. */
const olderBeyond = ({ log, chance }: Target, size: number): string =>
  chance.pick(log.sealed.filter((sealed) => sealed.size > size)).note;

const sound = (target: Target): Bundle => bundleOf(target.log, originOf(target));

const isEventAt = (line: BundleRecord, index: number): boolean =>
  line.kind === 'event' && line.logIndex === index;

/** The bundle of other events under the signatures that there are: all fits that needs no key. */
const rebuilt = (
  target: Target,
  envelopes: ReadonlyArray<Envelope>,
  claimed: ReadonlyArray<Envelope> = envelopes,
): Bundle => bundleOf({ envelopes, sealed: target.log.sealed }, originOf(target), claimed);

/** Puts another event in the place of one: clumsily in its line alone, or carefully. */
const replace = (
  target: Target,
  index: number,
  envelope: Envelope,
  claimed?: ReadonlyArray<Envelope>,
): Tampered => {
  const isCareful = target.chance.happens();
  return {
    bundle: isCareful
      ? rebuilt(target, target.log.envelopes.with(index, envelope), claimed)
      : sound(target).map((line) =>
          line.kind === 'event' && line.logIndex === index
            ? { ...bundleEvent(sha256, index, envelope), leafHash: line.leafHash }
            : line,
        ),
    older: anyOlder(target),
    isFound: (finding) =>
      isCareful ? covers(finding, index) : finding.type === 'EventChanged' && names(finding, index),
  };
};

/** Takes events away: clumsily their lines alone, or carefully. */
const remove = (
  target: Target,
  isOut: (envelope: Envelope, index: number) => boolean,
): Tampered => {
  const { log, chance } = target;
  const first = log.envelopes.findIndex(isOut);
  const rest = log.envelopes.filter((envelope, index) => !isOut(envelope, index));
  return {
    bundle: chance.happens()
      ? rebuilt(target, rest)
      : sound(target).filter((line) => line.kind !== 'event' || !isOut(line, line.logIndex)),
    older: anyOlder(target),
    isFound: (finding) => misses(finding, first, eventAt(target, first)) || covers(finding, first),
  };
};

const insert = (target: Target): Tampered => {
  const { log, chance } = target;
  const index = chance.between(0, log.envelopes.length);
  const copied = eventAt(target, anyIndex(target));
  const after = log.envelopes.filter(({ stream }) => stream === copied.stream).length;
  const revision = chance.pick([copied.revision, after]);
  const envelope = forged({ ...copied, revision }, chance);
  const lines = sound(target);
  const at = lines.findIndex((line) => isEventAt(line, index));
  const line = bundleEvent(sha256, index, envelope);
  return {
    bundle: chance.happens()
      ? rebuilt(target, log.envelopes.toSpliced(index, 0, envelope), log.envelopes)
      : lines.toSpliced(at < 0 ? lines.length : at, 0, line),
    older: anyOlder(target),
    isFound: (finding) => names(finding, index) || covers(finding, index),
  };
};

const swap = (target: Target): Tampered => {
  const { log, chance } = target;
  const second = chance.between(1, log.envelopes.length - 1);
  const first = chance.between(0, second - 1);
  const swapped = <A>(all: ReadonlyArray<A>, one: number, other: number): ReadonlyArray<A> =>
    all.map((each, at) => all[at === one ? other : at === other ? one : at] ?? each);
  const lines = sound(target);
  const place = (index: number) => lines.findIndex((line) => isEventAt(line, index));
  return {
    bundle: chance.happens()
      ? rebuilt(target, swapped(log.envelopes, first, second))
      : swapped(lines, place(first), place(second)),
    older: anyOlder(target),
    isFound: (finding) =>
      covers(finding, first) ||
      (finding.type === 'LogIndexDiffers' &&
        finding.expected === first &&
        finding.found === second),
  };
};

const cutTail = (target: Target): Tampered => {
  const { log, chance } = target;
  const sizes = log.sealed.map(({ size }) => size);
  const isCareful = chance.happens();
  const cut = isCareful ? chance.pick([0, ...sizes.slice(0, -1)]) : anyIndex(target);
  const kept = {
    envelopes: log.envelopes.slice(0, cut),
    sealed: log.sealed.filter(({ size }) => size <= cut),
  };
  return {
    bundle: isCareful
      ? bundleOf(kept, originOf(target))
      : sound(target).filter((line) => line.kind !== 'event' || line.logIndex < cut),
    older: olderBeyond(target, cut),
    isFound: (finding) => finding.type === 'HistoryCutOff' && finding.found === cut,
  };
};

const dropStream = (target: Target): Tampered => {
  const { stream } = eventAt(target, anyIndex(target));
  return remove(target, (envelope) => envelope.stream === stream);
};

const scavenge = (target: Target): Tampered => {
  const { log, chance } = target;
  const { stream, revision } = chance.pick(log.envelopes.filter((event) => event.revision > 0));
  return remove(target, (event) => event.stream === stream && event.revision < revision);
};

/** A log that is another one from an index on, signed by somebody. */
const branch = (target: Target, index: number, signer: NoteSigner): Log => {
  const { log, chance } = target;
  const envelopes = log.envelopes.with(index, forged(eventAt(target, index), chance));
  return sealLog(
    envelopes,
    log.sealed.map(({ size }) => size),
    signer,
  );
};

const fork = (target: Target): Tampered => {
  const index = anyIndex(target);
  const forked = branch(target, index, target.signer);
  const place = forked.sealed.findIndex(({ size }) => size > index);
  // One branch is shown to this auditor, or a checkpoint of it strays among those of the other.
  const isWhole = target.chance.happens();
  return {
    bundle: isWhole
      ? bundleOf(forked, originOf(target))
      : bundleOf(
          {
            envelopes: target.log.envelopes,
            sealed: target.log.sealed.map((sealed, at) =>
              at === place ? { ...sealed, note: forked.sealed[at]?.note ?? sealed.note } : sealed,
            ),
          },
          originOf(target),
        ),
    older: olderBeyond(target, index),
    isFound: (finding) =>
      covers(finding, index) &&
      (isWhole ? finding.type === 'HistoryRewritten' : finding.type === 'RootDiffers'),
  };
};

const signAgain = (target: Target): Tampered => {
  const { chance, signer, stranger } = target;
  const index = anyIndex(target);
  const isThief = chance.happens();
  return {
    bundle: bundleOf(branch(target, index, isThief ? signer : stranger), originOf(target)),
    older: olderBeyond(target, index),
    isFound: (finding) => finding.type === 'HistoryRewritten' && covers(finding, index),
  };
};

/** The ways in which a history can be tampered with. */
export const tamperings = {
  edit: (target) => {
    const index = anyIndex(target);
    return replace(target, index, forged(eventAt(target, index), target.chance));
  },
  delete: (target) => {
    const index = anyIndex(target);
    return remove(target, (_, at) => at === index);
  },
  insert,
  swap,
  'cut tail': cutTail,
  'drop stream': dropStream,
  scavenge,
  redact: (target) => {
    const index = anyIndex(target);
    const envelope = redacted(eventAt(target, index), target.chance);
    return replace(target, index, envelope, target.log.envelopes);
  },
  fork,
  'sign again': signAgain,
} satisfies Readonly<Record<string, (target: Target) => Tampered>>;

/** The name of a way to tamper. */
export type TamperingName = keyof typeof tamperings;

/** All ways to tamper. */
export const TAMPERINGS = Object.keys(tamperings) as ReadonlyArray<TamperingName>;

/** Leaves a history as it is. */
export const untouched = (target: Target): Tampered => ({
  bundle: sound(target),
  older: anyOlder(target),
  isFound: () => false,
});
