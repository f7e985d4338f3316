import type { ProofError } from './errors';

/** Where a finding is: its line in the bundle, from 1 on. */
interface OnLine {
  readonly line: number;
}

/** An event by its place in the log and in its stream, as the bundle has it. */
interface OnEvent extends OnLine {
  readonly logIndex: number;
  readonly stream: string;
  readonly revision: number;
}

/** Hashes are in base64, as they stand in bundles and checkpoints. */
interface Differing<A> {
  readonly expected: A;
  readonly found: A;
}

/** Something in a bundle that was not so when it was sealed, or does not follow from it. */
export type Finding =
  /** It does not begin as a bundle of this version does. Nothing of it is looked at. */
  | ({ readonly type: 'NotABundle' } & OnLine)
  /** The line is nothing that may stand here. */
  | ({ readonly type: 'LineUnreadable' } & OnLine)
  /** An event is not what its leaf hash says. */
  | ({ readonly type: 'EventChanged' } & OnEvent & Differing<string>)
  /** Events are missing before this one, or it does not belong here. */
  | ({ readonly type: 'LogIndexDiffers' } & OnEvent & Differing<number>)
  /** Events of the stream are missing before this one, or it does not belong here. */
  | ({ readonly type: 'RevisionDiffers' } & OnEvent & Differing<number>)
  /** Totals of its stream were claimed already. */
  | ({ readonly type: 'EventAfterTotals' } & OnEvent)
  /** The event is as it was sealed, and its totals cannot be computed. */
  | ({ readonly type: 'EventNotUnderstood'; readonly reason: string } & OnEvent)
  /** The checkpoint is malformed, or no trusted key has signed it. */
  | ({ readonly type: 'CheckpointRefused'; readonly error: ProofError } & OnLine)
  /** The checkpoint is of another log. */
  | ({ readonly type: 'OriginDiffers' } & OnLine & Differing<string>)
  /** The checkpoint is of another number of events than stand before it; up to `from` they are right. */
  | ({ readonly type: 'SizeDiffers'; readonly from: number } & OnLine & Differing<number>)
  /** Of the events from one index up to another, leaf hashes are not those that were signed. */
  | ({ readonly type: 'RootDiffers'; readonly from: number; readonly to: number } & OnLine &
      Differing<string>)
  /** Nothing proves that the checkpoint goes on from the one before. */
  | ({ readonly type: 'NotConsistent'; readonly from: number; readonly to: number } & OnLine)
  /** The totals claimed for a stream are not those that follow from its events. */
  | ({
      readonly type: 'TotalsDiffer';
      readonly stream: string;
      readonly revision: number;
    } & OnLine &
      Differing<unknown>)
  /** Totals are claimed for a stream that has no events, or are claimed again. */
  | ({ readonly type: 'TotalsUnfounded'; readonly stream: string } & OnLine)
  /** No totals are claimed for a stream. */
  | { readonly type: 'TotalsMissing'; readonly stream: string; readonly revision: number }
  /** There are more events, or fewer, than the bundle says at its beginning. */
  | ({ readonly type: 'EventCountDiffers' } & Differing<number>)
  /** No checkpoint covers the events from one index up to another. */
  | { readonly type: 'EventsUnsealed'; readonly from: number; readonly to: number }
  /** The older checkpoint cannot be used: it is malformed, or no trusted key has signed it. */
  | { readonly type: 'OlderCheckpointRefused'; readonly error: ProofError }
  /** The older checkpoint is of another log. */
  | ({ readonly type: 'OlderCheckpointOfOtherLog' } & Differing<string>)
  /** The history ends before the older checkpoint: events that were sealed are cut off. */
  | ({ readonly type: 'HistoryCutOff' } & Differing<number>)
  /** The history up to the size of the older checkpoint is another one now. */
  | ({
      readonly type: 'HistoryRewritten';
      readonly from: 0;
      readonly to: number;
    } & Differing<string>);
