import type { Position } from '@facture/contract';

/** A place in the log of the server. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const PREPARE_BITS = 64n;

/** Writes a place in the log as one number, which grows as the log does. */
export const toPosition = ({ commit, prepare }: LogPosition): Position =>
  (commit << PREPARE_BITS) | prepare;

/**
 * Reads a place in the log. The server refuses one whose prepare lies behind its commit; a number
 * that stands for such a place stands between two events all the same.
 */
export const fromPosition = (position: Position): LogPosition => {
  const commit = position >> PREPARE_BITS;
  const prepare = BigInt.asUintN(Number(PREPARE_BITS), position);
  return { commit, prepare: prepare < commit ? prepare : commit };
};

/** The later one of two positions, either of which may be unknown. */
export const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
