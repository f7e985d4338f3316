import type { SealedCheckpoint, SealedLog } from '@facture/contract/sealing';
import { orderSummaryProjection } from '@facture/projections';
import { readCheckpoint, readNote } from '@facture/proofs';
import { Option } from 'commander';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { existsSync } from 'node:fs';

import type { AuditorCommand, StoreOptions } from '../command';
import { bundleLines } from '../export/bundleLines';
import { GivenUp, writeLines } from '../export/writeLines';
import { withLog } from '../openLog';
import { withModels } from '../openStore';
import { storeOptions } from '../options';
import { misused, unreadable, type Outcome, type Refusal } from '../outcome';
import { collectFindings, type Findings, type Report } from '../report/report';

interface ExportOptions extends StoreOptions {
  readonly out: string;
}

// How the line of an event begins.
const EVENT = '{"kind":"event"';

const latestOf = (
  log: SealedLog,
): E.Either<Refusal, { readonly latest: SealedCheckpoint; readonly origin: string }> => {
  const latest = log.latest();
  if (latest === undefined)
    return E.left(
      unreadable('nothing is sealed yet: run "facture-auditor seal", or let the service seal'),
    );
  return pipe(
    readNote(latest.note),
    E.flatMap(({ text }): E.Either<unknown, { readonly origin: string }> => readCheckpoint(text)),
    E.bimap(
      () => unreadable('the latest checkpoint of the log is none: the log was changed'),
      ({ origin }) => ({ latest, origin }),
    ),
  );
};

const report = (
  out: string,
  store: string,
  { latest, origin }: { readonly latest: SealedCheckpoint; readonly origin: string },
  findings: Findings,
): Report => ({
  title: `Export to ${out}`,
  facts: [
    ['Store', store],
    ['Log', origin],
    ['Events', latest.size.toLocaleString('en-US')],
    ['Verifier key', latest.verifierKey],
  ],
  parts: [
    {
      type: 'note',
      text: 'Verify it with "facture-auditor verify", by a key and a checkpoint that do not come with the bundle.',
    },
  ],
  findings,
  data: { file: out, origin, size: latest.size, verifierKey: latest.verifierKey },
});

/** Writes a bundle. */
export const exportCommand: AuditorCommand<ExportOptions> = {
  name: 'export',
  summary: 'write the sealed history to one file that can be verified offline',
  description:
    'Writes a bundle: every sealed event as it is stored, every checkpoint with the proof that it goes on from the one before, and the totals that the read model claims for each order. It goes as far as the latest checkpoint; what is newer waits for the next. The file gets its name when it is whole: an export that is interrupted leaves nothing. What differs between store and log is reported, and is in the bundle for whoever verifies it.',
  arguments: [],
  options: [
    ...storeOptions(),
    new Option('--out <file>', 'file to write, which must not be there yet').default(
      'facture.bundle',
    ),
  ],
  examples: [
    ['export --out facture-2026-01.bundle', 'everything that is sealed'],
    ['export --json', 'the same, to facture.bundle, with the result for other programs'],
  ],
  exits: {
    0: 'the bundle was written',
    1: 'the bundle was written, and the store is not what was sealed',
    2: 'the command line is wrong, the file is there already, or the export was interrupted',
    3: 'nothing is sealed yet, or the store, the read model or the log cannot be read',
  },
  html: false,
  run: (options, { progress, signal }) =>
    withModels(options, ({ events, readModels, name }) =>
      withLog(options.data, async (log): Promise<Outcome> => {
        const { out } = options;
        if (existsSync(out))
          return E.left(misused(`${out} is there already: give --out another name`));
        const found = latestOf(log);
        if (E.isLeft(found)) return found;
        const { origin, latest } = found.right;
        const findings = collectFindings();
        const bar = progress('exporting', 'events');
        const lines = async function* () {
          let count = 0;
          for await (const line of bundleLines({
            events,
            rows: readModels.open(orderSummaryProjection),
            log,
            origin,
            size: latest.size,
            onFinding: findings.add,
          })) {
            yield line;
            if (line.startsWith(EVENT)) count += 1;
            bar.advance(count / latest.size, count);
          }
        };
        try {
          await writeLines(out, lines(), signal);
        } catch (thrown) {
          if (!(thrown instanceof GivenUp)) throw thrown;
          return E.left(misused(`the export was interrupted: nothing of ${out} is left`));
        } finally {
          bar.end();
        }
        return E.right(report(out, name, found.right, findings.all()));
      }),
    ),
};
