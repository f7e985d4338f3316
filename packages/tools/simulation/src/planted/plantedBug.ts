import type { StoreName } from '../plan';

/** A defect that can be planted in the real code, by exchanging a piece of one file. */
export interface PlantedBug {
  readonly name: string;
  /** What is wrong, or the incumbent's case that it brings back. */
  readonly about: string;
  /** A file below `packages`. */
  readonly file: string;
  /** What stands there once. */
  readonly piece: string;
  readonly instead: string;
  /** The store that it is looked for on. */
  readonly store: StoreName;
}
