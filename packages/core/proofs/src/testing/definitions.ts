import { sha256 } from './sealing';

/** The definitions of RFC 9162, section 2.1, word for word and without regard to cost. */

const split = (n: number): number => {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
};

type Leaves = ReadonlyArray<Uint8Array>;

/** Remembers the roots of ranges: the definitions ask for the same ones again and again. */
export const definitionsOf = (all: Leaves) => {
  const roots = new Map<string, Uint8Array>();

  const compute = (from: number, to: number): Uint8Array => {
    const n = to - from;
    if (n === 0) return sha256(new Uint8Array());
    if (n === 1) return all[from] ?? new Uint8Array();
    const k = from + split(n);
    return sha256(Buffer.concat([Buffer.of(1), root(from, k), root(k, to)]));
  };
  /** MTH(D[from:to]). */
  const root = (from: number, to: number): Uint8Array => {
    const key = `${from.toString()}:${to.toString()}`;
    const known = roots.get(key) ?? compute(from, to);
    roots.set(key, known);
    return known;
  };
  /** PATH(m, D[from:to]). */
  const path = (m: number, from: number, to: number): Leaves => {
    const n = to - from;
    if (n === 1) return [];
    const k = split(n);
    return m < k
      ? [...path(m, from, from + k), root(from + k, to)]
      : [...path(m - k, from + k, to), root(from, from + k)];
  };
  /** SUBPROOF(m, D[from:to], b). */
  const subProof = (m: number, from: number, to: number, b: boolean): Leaves => {
    const n = to - from;
    if (m === n) return b ? [] : [root(from, to)];
    const k = split(n);
    return m <= k
      ? [...subProof(m, from, from + k, b), root(from + k, to)]
      : [...subProof(m - k, from + k, to, false), root(from, from + k)];
  };
  return {
    root: (size: number) => root(0, size),
    path: (index: number, size: number) => path(index, 0, size),
    proof: (from: number, to: number) => subProof(from, 0, to, true),
  };
};
