import { decideAppend, lastRevision, noStream, type Expected } from './appendRules';
import type { EventLog } from './eventLog';
import type { ProposedEvent } from './storedEvent';
import { visibleIn } from './streamMetadata';
import { softDeletion, tombstone, undeletion } from './systemEntries';

/** How a write ends; revisions and positions are absent where the server gives none. */
export type Outcome =
  | {
      readonly type: 'written';
      readonly revision: bigint | undefined;
      readonly position: bigint | undefined;
    }
  | { readonly type: 'wrong-expected-version'; readonly current: bigint | undefined }
  | { readonly type: 'stream-deleted' }
  | { readonly type: 'too-large' };

/** What a write needs to know besides the log. */
export interface Writing {
  readonly log: EventLog;
  readonly nowMs: () => number;
  readonly maxAppendBytes: number;
}

const bytesOf = ({ data, metadata, type }: ProposedEvent): number =>
  data.length + metadata.length + 2 * type.length;

const given = (revision: bigint): bigint | undefined =>
  revision === noStream ? undefined : revision;

/** Appends events to a stream, all or none. */
export const append = (
  { log, nowMs, maxAppendBytes }: Writing,
  stream: string,
  expected: Expected,
  events: ReadonlyArray<ProposedEvent>,
): Outcome => {
  if (events.reduce((sum, event) => sum + bytesOf(event), 0) > maxAppendBytes) {
    return { type: 'too-large' };
  }
  const ids = events.map(({ id }) => id);
  const decision = decideAppend(log, stream, expected, ids);
  switch (decision.type) {
    case 'stream-deleted':
      return decision;
    case 'wrong-expected-version':
      return { type: decision.type, current: given(lastRevision(log, stream)) };
    case 'repeat': {
      const end = log.events(stream)[Number(decision.endRevision)];
      const shown = end !== undefined && visibleIn(log, stream, nowMs())(end);
      // What a read of the stream does not show has no position in the answer.
      return {
        type: 'written',
        revision: decision.endRevision,
        position: shown ? end.position : undefined,
      };
    }
    case 'write': {
      if (events.length === 0) {
        return { type: 'written', revision: given(lastRevision(log, stream)), position: undefined };
      }
      const createdMs = nowMs();
      const entries = events.map((event) => ({ stream, event, createdMs, tombstone: false }));
      const stored = log.commit(
        decision.softDeleted ? [undeletion(log, stream, createdMs), ...entries] : entries,
      );
      const last = stored.at(-1);
      return { type: 'written', revision: last?.revision, position: last?.position };
    }
  }
};

/** Deletes a stream: softly, so that an append starts it again, or for ever. */
export const remove = (
  { log, nowMs }: Writing,
  stream: string,
  expected: Expected,
  forEver: boolean,
): Outcome => {
  const decision = decideAppend(log, stream, expected, []);
  if (decision.type === 'stream-deleted') return decision;
  if (decision.type !== 'write') {
    return { type: 'wrong-expected-version', current: given(lastRevision(log, stream)) };
  }
  const entry = forEver ? tombstone(stream, nowMs()) : softDeletion(stream, nowMs());
  const [stored] = log.commit([entry]);
  return { type: 'written', revision: undefined, position: stored?.position };
};
