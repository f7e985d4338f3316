import type { EventStore } from '@facture/contract';
import { leafHash, readCheckpoint } from '@facture/proofs';
import type { SealedLog } from '@facture/contract/sealing';
import { expect } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';

import { openSealedLog } from '../sealedLog';
import { sealedLogFile } from '../sealStore';
import { sha256 } from '../sha256';
import { collect } from './collect';

/** The script of a sealer in a process of its own. */
export const SEALER = require.resolve('./sealer');

let orders = 0;

/** Appends so many events, in streams of orders of five each. */
export const appendOrders = async (store: EventStore, count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 5) {
    const anEvent = () => ({
      id: randomUUID(),
      type: 'Happened',
      schemaVersion: 1,
      data: '{"what":"é 🧾"}',
      metadata: '{}',
    });
    const more = Array.from({ length: Math.min(5, left) - 1 }, anEvent);
    const outcome = await store.append(`order-${orders++}`, 'no-stream', [anEvent(), ...more])();
    if (outcome.type !== 'Appended') throw new Error(JSON.stringify(outcome));
  }
};

/** Opens the log of a data directory to read it. */
export const readerIn = (data: string): SealedLog => {
  const opened = openSealedLog({ file: sealedLogFile(data) });
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right;
};

/** The root of leaf hashes by the definition of RFC 9162, section 2.1.1. */
const rootOf = (leaves: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [only = sha256(new Uint8Array())] = leaves;
  if (leaves.length < 2) return only;
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return sha256(Buffer.concat([Buffer.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k))]));
};

/** Fails unless the log is the tree of the first events of the store, as many as its checkpoint says. */
export const expectSound = async (log: SealedLog, store: EventStore): Promise<void> => {
  const { size = 0, note = '' } = log.latest() ?? {};
  const events = (await collect(store.readAll({ prefix: 'order-' }))).slice(0, size);
  const leaves = events.map((event) => leafHash(sha256, event));
  const kept = Array.from({ length: Math.ceil(size / 256) }, (_, tile) => log.tile(0, tile));
  expect(Buffer.compare(Buffer.concat(kept), Buffer.concat(leaves))).toBe(0);
  expect(events.map((_, index) => log.positionOf(index))).toEqual(
    events.map(({ position }) => position),
  );
  const checkpoint = readCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  expect(checkpoint).toMatchObject({ right: { size } });
  if (E.isRight(checkpoint))
    expect(Buffer.compare(checkpoint.right.rootHash, rootOf(leaves))).toBe(0);
};
