import type { Fault } from './faults';
import type { Plan } from './plan';
import type { Outcome } from './simulate';

/** The part of a seed's plan that is kept: which operations, by their places, and which faults. */
export interface Part {
  readonly operations: ReadonlyArray<number>;
  readonly faults: ReadonlyArray<Fault>;
}

/** All of a plan. */
export const wholeOf = ({ operations, mix }: Plan): Part => ({
  operations: Array.from(operations.keys()),
  faults: Array.from(mix.keys()),
});

/** Keeps a part of a plan. */
export const restrict = (plan: Plan, { operations, faults }: Part): Plan => ({
  ...plan,
  operations: plan.operations.filter((_, place) => operations.includes(place)),
  mix: new Map(Array.from(plan.mix).filter(([fault]) => faults.includes(fault))),
});

const without = <A>(all: ReadonlyArray<A>, from: number, count: number): ReadonlyArray<A> => [
  ...all.slice(0, from),
  ...all.slice(from + count),
];

/** The smaller lists to try, the smallest first: halves are left out, then quarters, then one. */
function* smaller<A>(all: ReadonlyArray<A>): Generator<ReadonlyArray<A>, undefined> {
  for (let size = Math.ceil(all.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < all.length; from += size) yield without(all, from, size);
  return undefined;
}

function* smallerParts(part: Part): Generator<Part, undefined> {
  for (const faults of smaller(part.faults)) yield { ...part, faults };
  for (const operations of smaller(part.operations)) yield { ...part, operations };
  return undefined;
}

/**
 * Finds a part of a failing plan that still fails and of which nothing can be left out. It need not
 * fail in the same way.
 */
export const shrink = async (plan: Plan, run: (plan: Plan) => Promise<Outcome>): Promise<Part> => {
  const next = async (part: Part): Promise<Part | undefined> => {
    for (const candidate of smallerParts(part))
      if ((await run(restrict(plan, candidate))).violation !== undefined) return candidate;
    return undefined;
  };
  let part = wholeOf(plan);
  for (let found = await next(part); found !== undefined; found = await next(part)) part = found;
  return part;
};
