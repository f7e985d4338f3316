import { hash } from 'node:crypto';

/** What happened, in order: its hash says whether two runs went the same way. */
export interface Trace {
  /** Takes note of a line. It is shown in another way where that is shorter to read. */
  readonly tell: (line: string, shown?: () => string) => void;
  /** The lines told last, as many as are kept. */
  readonly lines: () => ReadonlyArray<string>;
  /** SHA-256 of all lines, in hexadecimal. */
  readonly hash: () => string;
}

/** Makes a trace that keeps so many of its last lines. */
export const createTrace = (kept: number): Trace => {
  let told = '';
  const lines: Array<string> = [];
  return {
    tell: (line, shown = () => line) => {
      told += `${line}\n`;
      if (kept === 0) return;
      lines.push(shown());
      if (lines.length > 2 * kept) lines.splice(0, lines.length - kept);
    },
    lines: () => lines.slice(-kept),
    hash: () => hash('sha256', told),
  };
};
