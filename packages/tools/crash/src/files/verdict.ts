import { StoreReadError } from '@facture/contract';

/** What was found in a damaged file. */
export type Verdict =
  /** So much of what was committed, from its beginning, and nothing else. */
  | { readonly type: 'Prefix'; readonly count: number }
  /** Somebody said that it is damaged. */
  | { readonly type: 'Refused'; readonly reason: string }
  /** Something else than was committed, or an error that nobody foresaw. */
  | { readonly type: 'Wrong'; readonly part: FilePart; readonly what: string };

/** What of a file is read: the events in their order, or what is kept beside them. */
export type FilePart = 'events' | 'streams' | 'claims' | 'totals' | 'sealed';

/** Thrown where a file is refused or found wrong, so that nothing more is asked of it. */
export class Judged extends Error {
  override readonly name = 'Judged';
  constructor(readonly verdict: Verdict) {
    super(JSON.stringify(verdict));
  }
}

/** Ends the looking: what is there is not what was committed. */
export const wrong = (part: FilePart, what: string): Judged =>
  new Judged({ type: 'Wrong', part, what });

/** Ends the looking: somebody refuses the file. */
export const refused = (reason: string): Judged => new Judged({ type: 'Refused', reason });

/** Looks at a file, and takes what stores say of damage for refusals. */
export const judged = async (look: () => Promise<Verdict>): Promise<Verdict> => {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof Judged) return thrown.verdict;
    if (thrown instanceof StoreReadError)
      return { type: 'Refused', reason: `${thrown.type}: ${thrown.reason}` };
    return {
      type: 'Wrong',
      part: 'events',
      what: `an error of no known kind: ${Error.isError(thrown) ? (thrown.stack ?? thrown.message) : String(thrown)}`,
    };
  }
};
