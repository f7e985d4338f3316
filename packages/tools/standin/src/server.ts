import type { TakeFault } from './faults';
import type { Writing } from './writing';

/** What every service of one running server shares. */
export interface Server extends Writing {
  readonly takeFault: TakeFault;
  /** False once this run was stopped: what is still under way then has no effect. */
  readonly isUp: () => boolean;
  /** Cuts the connection of the client with this address and port. */
  readonly disconnect: (peer: string) => void;
  readonly port: () => number;
  /** Whether events read by stream come with their position. */
  readonly streamPositions: boolean;
}

/** What calls of every kind have in common. */
export interface Call {
  readonly getPeer: () => string;
}
