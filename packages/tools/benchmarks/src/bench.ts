import type { Options } from './options';

/** What a benchmark works with. */
export interface Bench {
  readonly options: Options;
  /** Names a new file on the disk that is measured. All of them are removed in the end. */
  readonly file: (name: string) => string;
  /** Tells whoever watches what is going on. */
  readonly tell: (text: string) => void;
}

/** Tells whose turn it is. */
export const tellTurn =
  ({ options, tell }: Bench) =>
  (name: string, round: number): void => {
    tell(round === 0 ? `warming up: ${name}` : `round ${round} of ${options.rounds}: ${name}`);
  };

/** Tells how far the making of a data set is. */
export const tellFilling =
  ({ tell }: Bench, events: number) =>
  (filled: number): void => {
    tell(`making ${filled.toString()} of ${events.toString()} events`);
  };
