import type { SealedCheckpoint } from '@facture/contract/sealing';
import { sealedLogFile, sealStore, type NotSealing } from '@facture/sqlite';
import { Option } from 'commander';
import * as E from 'fp-ts/Either';
import { setTimeout as wait } from 'node:timers/promises';

import type { AuditorCommand, StoreOptions } from '../command';
import { openLog } from '../openLog';
import { withEvents } from '../openStore';
import { storeOptions } from '../options';
import { misused, unreadable, type Outcome, type Refusal } from '../outcome';
import { reasonOf } from '../reasonOf';
import { noFindings, type Finding, type Report } from '../report/report';

interface SealOptions extends StoreOptions {
  readonly follow?: boolean;
}

const damaged = (logIndex: number | null, expected: string, found: string): Finding => ({
  type: 'LogDamaged',
  stream: null,
  revision: null,
  logIndex,
  expected,
  found,
});

/** Why nothing is sealed any longer: a refusal, or something that is not as it was sealed. */
const endedBy = (refusal: NotSealing, data: string): E.Either<Refusal, Finding> => {
  switch (refusal.type) {
    case 'SealedElsewhere':
      return E.left(
        misused(
          `another process seals into ${data}: a service does so by itself unless it is started with --no-seal`,
        ),
      );
    case 'ForeignFile':
      return E.left(unreadable(`${refusal.file} is no log of Facture's`));
    case 'NewerSchema':
      return E.left(
        unreadable(`${refusal.file} is of a later release: use the auditor of that one`),
      );
    case 'CannotOpen':
    case 'CannotOpenKey':
      return E.left(unreadable(`${refusal.file} cannot be opened: ${refusal.reason}`));
    case 'KeyOpenToOthers':
      return E.left(
        misused(`${refusal.file} can be read by others: replace the key, or make its mode 0600`),
      );
    case 'ForeignKeyFile':
      return E.left(unreadable(`${refusal.file} holds no private key: restore it`));
    case 'KeyMissing':
      return E.left(
        unreadable(`${refusal.file} is not there, and the log is signed by it: restore it`),
      );
    case 'KeyUnknown':
      return E.left(
        unreadable(
          `the last checkpoint was signed by ${refusal.verifierKey}, whose private key is not in ${data}: restore it`,
        ),
      );
    case 'LogDamaged':
      return E.right(
        damaged(
          null,
          `the ${refusal.part} of the last checkpoint, of ${refusal.size.toString()} events`,
          `a log whose ${refusal.part} differ: ${sealedLogFile(data)} was changed`,
        ),
      );
    case 'StoreDiffers':
      return E.right({
        ...damaged(
          refusal.index,
          `the event that was sealed, at position ${refusal.position.toString()}`,
          'another one, or none: the store was changed or put back',
        ),
        type: 'StoreDiffers',
      });
    case 'SealingFailed':
      return E.left(unreadable(`the store or the log cannot be read: ${refusal.reason}`));
    default:
      return refusal satisfies never;
  }
};

const report = (
  latest: SealedCheckpoint | undefined,
  sealed: number,
  listed: ReadonlyArray<Finding>,
): Report => ({
  title: 'Sealing',
  facts: [
    ['Events sealed now', sealed.toLocaleString('en-US')],
    ['Events sealed in all', (latest?.size ?? 0).toLocaleString('en-US')],
    ['Verifier key', latest?.verifierKey ?? 'none: nothing was sealed'],
  ],
  parts: latest === undefined ? [] : [{ type: 'note', text: latest.note }],
  findings: listed.length === 0 ? noFindings : { count: listed.length, listed },
  data: { sealed, checkpoint: latest ?? null },
});

const sizeBefore = (data: string): E.Either<Refusal, number> => {
  const log = openLog(data);
  if (E.isLeft(log)) return log;
  try {
    return E.right(log.right?.latest()?.size ?? 0);
  } finally {
    log.right?.close();
  }
};

/** Seals what is not sealed yet. */
export const sealCommand: AuditorCommand<SealOptions> = {
  name: 'seal',
  summary: 'seal the events that are not sealed yet, once or for as long as it runs',
  description:
    'Gives each event that is not sealed yet its place in the log of the data directory, and signs a checkpoint of all there are: once up to the end of the store, or on and on with --follow. The key is made at the first time, in the file seal-key. A service seals by itself; then this refuses. Nothing is written to the event store.',
  arguments: [],
  options: [
    ...storeOptions(),
    new Option('--follow', 'go on with what comes, until Ctrl-C').default(false),
  ],
  examples: [
    ['seal', 'once, before an export, where the service runs with --no-seal'],
    [
      'seal --store esdb://localhost:2113?tls=false --data /var/lib/facture --follow',
      'as the one sealer of a cluster',
    ],
  ],
  exits: {
    0: 'everything is sealed',
    1: 'the log or the store is not what was sealed: nothing more is signed',
    2: 'another process seals, or the key is open to others',
  },
  html: false,
  run: ({ follow = false, ...options }, { progress, signal }) =>
    withEvents(options, async ({ events }): Promise<Outcome> => {
      const before = sizeBefore(options.data);
      if (E.isLeft(before)) return before;
      const head = (await events.head()) ?? 0n;
      const stop = new AbortController();
      const bar = progress('sealing', 'events');
      let latest: SealedCheckpoint | undefined;
      let failure: unknown;
      const end = (): void => {
        stop.abort();
      };
      signal.addEventListener('abort', end);
      const refusal = await sealStore(
        {
          store: events,
          data: options.data,
          random: Math.random,
          sleep: async (ms, waiting) => {
            await wait(ms, undefined, { signal: waiting }).catch(() => undefined);
          },
          onSealed: (checkpoint) => {
            latest = checkpoint;
            bar.advance(checkpoint.size / Math.max(Number(head), checkpoint.size), checkpoint.size);
          },
          onCaughtUp: () => {
            if (!follow) end();
          },
          onFailure: (thrown) => {
            failure = thrown;
            // Once means now: whoever follows waits for a store that is away.
            if (!follow) end();
          },
        },
        stop.signal,
      );
      signal.removeEventListener('abort', end);
      bar.end();
      const ended = refusal === undefined ? undefined : endedBy(refusal, options.data);
      if (ended !== undefined && E.isLeft(ended)) return ended;
      if (failure !== undefined && !follow)
        return E.left(unreadable(`cannot go on reading: ${reasonOf(failure)}`));
      const log = openLog(options.data);
      if (E.isLeft(log)) return log;
      const now = log.right?.latest() ?? latest;
      log.right?.close();
      const listed = ended === undefined ? [] : [ended.right];
      return E.right(report(now, (now?.size ?? 0) - before.right, listed));
    }),
};
