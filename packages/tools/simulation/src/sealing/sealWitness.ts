import type { Position, RecordedEvent } from '@facture/contract';
import {
  inMemorySealedLog,
  proveSealed,
  type LogProofs,
  type SealedLogMemory,
} from '@facture/contract/sealing';
import { verifyConsistency, verifyInclusion } from '@facture/proofs';
import { sha256 } from '@facture/sqlite';

import type { Chance } from '../chance';
import { Violation } from '../model';
import type { Trace } from '../trace';
import type { LogOnDisk } from './logOnDisk';
import { naiveLeaf, naiveRoot } from './naiveTree';

/** Sees what is sealed, and what is signed about it. */
export interface SealWitness {
  /** Takes note of a text that was signed. */
  readonly sign: (text: string) => void;
  /** Takes note of what was sealed since. Throws a `Violation` at what may not be. */
  readonly look: () => void;
  /** Whether events are left to seal. */
  readonly isBehind: () => boolean;
  /** Checks, when all is calm, everything that can be proved. Throws a `Violation`. */
  readonly check: () => void;
}

const NONE = new Uint8Array();

const proofsOf = (memory: SealedLogMemory): LogProofs =>
  proveSealed(sha256, inMemorySealedLog(memory));

const must = (holds: boolean, message: () => string): void => {
  if (!holds) throw new Violation(30, message());
};

const isSame = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;

/** The proof with one bit of it changed. */
const mutated = (proof: ReadonlyArray<Uint8Array>, chance: Chance): ReadonlyArray<Uint8Array> => {
  const at = chance.between(0, proof.length - 1);
  const bit = chance.between(0, 255);
  return proof.map((hash, place) =>
    hash.map((byte, index) =>
      place === at && index === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte,
    ),
  );
};

/** Makes a witness of a log, who holds it against the events that are really there. */
export const createSealWitness = (
  log: LogOnDisk,
  written: () => ReadonlyArray<RecordedEvent>,
  chance: Chance,
  trace: Trace,
): SealWitness => {
  const leaves: Array<Uint8Array> = [];
  const roots = new Map<number, Uint8Array>();
  const signed: Array<string> = [];
  let seen: SealedLogMemory | undefined;
  /** The size of the largest checkpoint that somebody may hold. */
  let held = 0;

  const rootAt = (size: number): Uint8Array => {
    const root = roots.get(size) ?? naiveRoot(leaves.slice(0, size));
    roots.set(size, root);
    return root;
  };

  const checkSigned = (text: string): void => {
    const [, digits = '', root = ''] = text.split('\n');
    const size = Number(digits);
    must(size <= leaves.length, () => `${digits} events are signed, of ${String(leaves.length)}`);
    must(
      isSame(Buffer.from(root, 'base64'), rootAt(size)),
      () => `a root is signed that the first ${digits} events do not have`,
    );
  };

  const checkLeaves = ({ positions, levels }: SealedLogMemory): void => {
    const events = written();
    const [hashes = []] = levels;
    must(hashes.length === positions.length, () => 'the log has more leaves than positions');
    for (const [index, position] of positions.entries()) {
      const event = events[index];
      must(
        event?.position === position,
        () => `position ${String(position)} is sealed at ${String(index)}`,
      );
      must(isSame(hashes[index], leaves[index]), () => `leaf ${String(index)} is another event`);
    }
  };

  const checkConsistency = ({ consistency }: LogProofs, from: number, to: number): void => {
    const proof = consistency(from, to);
    const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(to) };
    must(
      verifyConsistency(sha256, claim, proof),
      () => `the log does not prove that ${String(to)} events go on from ${String(from)}`,
    );
  };

  const checkInclusion = (
    { inclusion }: LogProofs,
    position: Position,
    { index, size }: { readonly index: number; readonly size: number },
  ): void => {
    const [leafHash = NONE, rootHash] = [leaves[index], rootAt(size)];
    const proof = inclusion(position, size);
    must(
      proof !== undefined &&
        verifyInclusion(sha256, { index, size, leafHash, rootHash }, proof.hashes),
      () => `the log does not prove event ${String(index)} of ${String(size)}`,
    );
  };

  return {
    sign: (text) => {
      signed.push(text);
    },
    look: () => {
      for (const event of written().slice(leaves.length)) leaves.push(naiveLeaf(event));
      for (const text of signed.splice(0)) checkSigned(text);
      const memory = log.found();
      if (memory === seen) return;
      seen = memory;
      const size = memory.checkpoints.at(-1)?.size ?? 0;
      const sealed = `in the log: ${String(size)}`;
      trace.tell(`${sealed} ${Buffer.from(rootAt(size)).toString('base64')}`, () => sealed);
      must(memory.positions.length === size, () => 'the log has more events than are signed');
      checkLeaves(memory);
      // A log that was put back goes on from a smaller checkpoint than the one that is held.
      if (size <= held) return;
      checkConsistency(proofsOf(memory), held, size);
      held = size;
    },
    isBehind: () => log.found().positions.length < written().length,
    check: () => {
      const memory = log.found();
      const size = written().length;
      must(memory.positions.length === size, () => 'not everything is sealed');
      const proofs = proofsOf(memory);
      for (const [index, { position }] of written().entries()) {
        checkInclusion(proofs, position, { index, size });
        checkConsistency(proofs, index + 1, size);
      }
      if (size < 2) return;
      const from = chance.between(1, size - 1);
      const claim = { from, to: size, fromRoot: rootAt(from), toRoot: rootAt(size) };
      const changed = mutated(proofs.consistency(from, size), chance);
      must(!verifyConsistency(sha256, claim, changed), () => 'a changed proof holds');
    },
  };
};
