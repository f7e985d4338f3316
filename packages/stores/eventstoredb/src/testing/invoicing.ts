import { revisionOf, type AppendOutcome, type EventToAppend } from '@facture/contract';

import { appendEvents } from '../appendEvents';
import { releaseAt } from '../claims';
import { claimStream, heldIn } from '../claimStream';
import { rememberIds } from '../knownIds';
import type { Streams } from '../streams';
import { eventsIn, modelStreams, type ModelServer, type Way } from './modelStreams';

/** Somebody who wants the number for an order, or only to write some news of the order. */
export interface Writer {
  readonly name: string;
  readonly stream: string;
  readonly wants: 'the number' | 'news';
}

/** The number that everybody wants. */
export const NUMBER = 'seller/1';

const CRASHED = 'the writer has crashed';

/** A process that goes its way and runs on the model. */
export interface Process {
  readonly server: ModelServer;
  readonly way: Way;
  readonly newId: () => string;
  /** The clock of the process; that of the server unless told otherwise. */
  readonly now?: () => Date;
  /** Puts a mistake into the streams that the process sees. */
  readonly change?: (streams: Streams) => Streams;
}

const eventOf = ({ name, wants }: Writer): EventToAppend => ({
  id: `event of ${name}`,
  type: wants === 'the number' ? 'Invoiced' : 'Told',
  schemaVersion: 1,
  data: '{}',
  metadata: '{}',
});

/** Whether an order has the number, by its events. */
export const hasNumber = (server: ModelServer, stream: string): boolean =>
  eventsIn(server, stream).some(({ type }) => type === 'Invoiced');

/** What a writer ends with. */
export type Ending = 'done' | 'refused' | 'crashed';

const contextOf = ({
  server,
  way,
  newId,
  now = () => new Date(server.timeMs),
  change = (streams) => streams,
}: Process) => ({
  streams: change(modelStreams(server, way)),
  space: '',
  newId,
  now,
  ids: rememberIds(1_000),
  seen: { position: () => undefined, note: () => undefined },
  trying: {
    retry: { attempts: 2, baseMs: 0, maxMs: 0 },
    sleep: () => way.pass('waiting').catch(() => undefined),
    random: () => 0,
    closing: new AbortController().signal,
  },
});

/** How long an operator waits before a claim without a document counts as stray. */
const PATIENCE_MS = 600_000;

/** An operator looks at the claim once, and gives it back if it is stray. */
export const visit = async (process: Process): Promise<void> => {
  const context = contextOf(process);
  const last = await context.streams.last(claimStream(NUMBER));
  const claim = heldIn(last);
  if (last === undefined || claim === undefined) return;
  const isOld = Date.parse(last.recordedAt) < process.server.timeMs - PATIENCE_MS;
  const history = await context.streams.read(claim.holder, 0, 1_000);
  if (isOld && !history.some(({ type }) => type === 'Invoiced'))
    await releaseAt(context, claim, last.revision);
};

/**
 * Reads, decides and appends, as command handling does: an order that has the number gets it no second
 * time, a conflict is decided anew, and an append of unknown outcome is repeated as it was.
 */
export const run = async (writer: Writer, process: Process): Promise<Ending> => {
  const { way } = process;
  const context = contextOf(process);
  const { streams } = context;
  const event = eventOf(writer);
  const claims = writer.wants === 'the number' ? [NUMBER] : [];
  try {
    for (;;) {
      const history = await streams.read(writer.stream, 0, 1_000);
      const isDone = history.some(
        ({ type, id }) => id === event.id || (type === event.type && claims.length > 0),
      );
      if (isDone) return 'done';
      const expected = revisionOf(history.length);
      const request = { stream: writer.stream, expected, events: [event], claims };
      let outcome: AppendOutcome;
      do {
        outcome = await appendEvents(context, request);
        await way.pass('between two appends');
      } while (outcome.type === 'OutcomeUnknown');
      if (outcome.type === 'Appended') return 'done';
      if (outcome.type === 'ClaimTaken') return 'refused';
      if (outcome.type !== 'RevisionConflict') throw new Error(JSON.stringify(outcome));
    }
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message === CRASHED) return 'crashed';
    throw thrown;
  }
};

/** A way on which everything arrives and nobody crashes. */
export const smoothWay: Way = { pass: () => Promise.resolve(), fate: () => 'arrives' };

/** Makes the failure of a crashed writer, at whose every further step it comes again. */
export const crash = (): Error => new Error(CRASHED);
