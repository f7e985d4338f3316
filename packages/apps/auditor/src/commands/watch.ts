import type { Finding as Watched } from '@facture/connect';
import { StoreReadError } from '@facture/contract';
import { positionParameter } from '@facture/vtex';
import { InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';

import type { AuditorCommand, StoreOptions } from '../command';
import { withEvents } from '../openStore';
import { storeOptions } from '../options';
import type { Outcome } from '../outcome';
import { collectFindings, verdict, type Finding } from '../report/report';

interface WatchOptions extends StoreOptions {
  readonly after?: bigint;
  readonly untilCaughtUp?: boolean;
}

const position = (text: string): bigint => {
  const read = positionParameter(text);
  if (E.isRight(read)) return read.right;
  throw new InvalidArgumentError('Give a position in decimal digits.');
};

type Said = readonly [expected: string, found: string];

const said = (finding: Watched): Said => {
  switch (finding.type) {
    case 'StreamDeleted':
      return ['a history that stays', `the stream was deleted: metadata ${finding.metadata}`];
    case 'StreamTombstoned':
      return ['a history that stays', 'the stream was deleted for ever'];
    case 'EventsHidden':
      return ['every event to be seen', `events were hidden: metadata ${finding.metadata}`];
    case 'MetadataWritten':
      return ['no metadata', `metadata was written: ${finding.metadata}`];
    case 'DataMissing':
      return ['the data of the event', 'none: it was redacted, or written by another hand'];
    case 'OutOfSequence':
      return [
        `revision ${finding.expected.toString()}`,
        `${finding.revision.toString()}: events before it are missing`,
      ];
    default:
      return absurd(finding);
  }
};

const watchFinding = (watched: Watched): Finding => {
  const [expected, found] = said(watched);
  return {
    type: watched.type,
    stream: watched.stream,
    revision: 'revision' in watched ? watched.revision : null,
    logIndex: null,
    expected,
    found: `${found} (position ${watched.position.toString()}, ${watched.recordedAt})`,
  };
};

/** Reports what is done to histories besides appending. */
export const watchCommand: AuditorCommand<WatchOptions> = {
  name: 'watch',
  summary: 'report what is done to histories besides appending, as it happens',
  description:
    'Follows the store and reports at once every write to the metadata of a stream, every deletion and truncation, events whose data is gone, and revisions that are missing: all that hides or destroys history, before a scavenge makes it final. It ends on Ctrl-C, or with --until-caught-up at the end of the store. On a SQLite store only missing revisions leave a mark: there "verify" finds the rest. On a cluster it needs an account that may read the metadata of streams.',
  arguments: [],
  options: [
    ...storeOptions(),
    new Option('--after <position>', 'only what was done after this position').argParser(position),
    new Option('--until-caught-up', 'end when the end of the store is reached').default(false),
  ],
  examples: [
    ['watch --store esdb://auditor:password@localhost:2113?tls=false', 'until Ctrl-C'],
    ['watch --until-caught-up --json', 'what was done up to now, a line of JSON each'],
  ],
  exits: { 0: 'nothing but appends was done', 1: 'something else was done: each was reported' },
  html: true,
  run: ({ after, untilCaughtUp = false, ...options }, { signal, tell }) =>
    withEvents(options, async ({ watch, name }): Promise<Outcome> => {
      const findings = collectFindings();
      let reached = after;
      const found = (finding: Finding): void => {
        findings.add(finding);
        tell(finding);
      };
      try {
        for await (const message of watch({ after, signal })) {
          if (message.type === 'finding') found(watchFinding(message.finding));
          else reached = message.position ?? reached;
          if (message.type === 'caught-up' && untilCaughtUp) break;
        }
      } catch (thrown) {
        if (!(thrown instanceof StoreReadError) || thrown.type !== 'Fatal') throw thrown;
        found({
          type: 'Unreadable',
          stream: null,
          revision: null,
          logIndex: null,
          expected: 'a store that can be read to its end',
          found: thrown.reason,
        });
      }
      const all = findings.all();
      return E.right({
        title: 'Watch',
        facts: [
          ['Store', name],
          ['Reached position', reached?.toString() ?? 'none'],
          ['Findings', all.count.toString()],
        ],
        parts: [],
        findings: all,
        data: { reached: reached ?? null },
        plain: `${verdict(all)}\n`,
      });
    }),
};
