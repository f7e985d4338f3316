import { strayClaims } from '@facture/contract';
import { InvalidArgumentError, Option } from 'commander';
import * as E from 'fp-ts/Either';

import type { AuditorCommand, StoreOptions } from '../command';
import { withEvents } from '../openStore';
import { storeOptions } from '../options';
import { misused, type Outcome } from '../outcome';
import type { Finding } from '../report/report';

interface ClaimsOptions extends StoreOptions {
  readonly olderThan: number;
  readonly release?: boolean;
  readonly yes?: boolean;
}

/** A claim that no document stands on, and what became of it. */
interface StrayClaim {
  readonly key: string;
  readonly holder: string;
  readonly takenAt: string;
  readonly outcome: string;
}

const minutes = (text: string): number => {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1) return value;
  throw new InvalidArgumentError('Give a number of minutes from 1.');
};

const strayFinding = ({ key, holder, takenAt, outcome }: StrayClaim): Finding => ({
  type: 'StrayClaim',
  stream: holder,
  revision: null,
  logIndex: null,
  expected: `a document that stands on the claim ${JSON.stringify(key)}, or no claim`,
  found: `the claim alone, taken at ${takenAt}: ${outcome}`,
});

/** Lists the claims that no document stands on. */
export const claimsCommand: AuditorCommand<ClaimsOptions> = {
  name: 'claims',
  summary: 'list invoice numbers that are claimed by an order and on no document of it',
  description:
    'Lists stray claims: invoice numbers that a process took for an order on a cluster, ending before the invoice was written. Such a number stays with its order, where a retry completes it, and no other order can take it. When it is certain that the process is gone and nobody will retry, --release --yes gives the numbers back. A SQLite store has none, as it writes claim and events at once.',
  arguments: [],
  options: [
    ...storeOptions(),
    new Option('--older-than <minutes>', 'only claims taken at least so many minutes ago')
      .default(60)
      .argParser(minutes),
    new Option('--release', 'give the listed claims back (needs --yes)').default(false),
    new Option('--yes', 'confirm that the processes that took them are gone').default(false),
  ],
  examples: [
    ['claims --store esdb://localhost:2113?tls=false', 'what was left behind'],
    [
      'claims --store esdb://localhost:2113?tls=false --older-than 1440 --release --yes',
      'give back what is older than a day',
    ],
  ],
  exits: {
    0: 'there is no stray claim, or all were given back',
    1: 'there are stray claims',
    2: 'the command line is wrong: --release without --yes, for instance',
  },
  html: false,
  run: ({ olderThan, release = false, yes = false, ...options }, { now }) =>
    release && !yes
      ? Promise.resolve(
          E.left(
            misused(
              '--release frees these numbers for other orders. Be certain that no process that took them still runs, and give --yes as well',
            ),
          ),
        )
      : withEvents(options, async ({ events, name }): Promise<Outcome> => {
          const before = new Date(now().getTime() - olderThan * 60_000);
          const claims: Array<StrayClaim> = [];
          for await (const claim of strayClaims(events)({ before })) {
            const { key, holder, takenAt } = claim;
            const outcome = release ? (await claim.release()).type : 'Held';
            claims.push({ key, holder, takenAt, outcome });
          }
          const left = claims.filter(({ outcome }) => outcome !== 'Released').map(strayFinding);
          return E.right({
            title: 'Stray claims',
            facts: [
              ['Store', name],
              ['Taken before', before.toISOString()],
              ['Claims', claims.length.toString()],
            ],
            parts:
              claims.length === 0
                ? []
                : [
                    {
                      type: 'table',
                      heading: 'Claims that no document stands on',
                      columns: ['Key', 'Holder', 'Taken', 'Now'],
                      rows: claims.map(({ key, holder, takenAt, outcome }) => [
                        key,
                        holder,
                        takenAt,
                        outcome,
                      ]),
                    },
                  ],
            findings: { count: left.length, listed: left },
            data: { claims },
          });
        }),
};
