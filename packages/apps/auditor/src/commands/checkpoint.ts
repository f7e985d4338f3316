import { Option } from 'commander';
import * as E from 'fp-ts/Either';
import { writeFileSync } from 'node:fs';

import type { AuditorCommand } from '../command';
import { withLog } from '../openLog';
import { dataOption } from '../options';
import { misused, unreadable, type Refusal } from '../outcome';
import { reasonOf } from '../reasonOf';
import { noFindings } from '../report/report';

interface CheckpointOptions {
  readonly data: string;
  readonly out?: string;
}

const write = (file: string, note: string): E.Either<Refusal, void> =>
  E.tryCatch(
    () => {
      writeFileSync(file, note, { flag: 'wx' });
    },
    (thrown) => misused(`--out ${file} cannot be written: ${reasonOf(thrown)}`),
  );

/** Prints the latest checkpoint. */
export const checkpointCommand: AuditorCommand<CheckpointOptions> = {
  name: 'checkpoint',
  summary: 'print the latest signed checkpoint, to be kept elsewhere',
  description:
    'Prints the latest signed checkpoint of the log: its name, how many events it covers, their root hash, and the signature. Keep it where nobody who can change the store can change it, on paper or with another company: only what is kept elsewhere makes it detectable that the end of the history was cut off, or that all of it was rewritten and signed again. With --json the verifier key comes along.',
  arguments: [],
  options: [
    dataOption(),
    new Option('--out <file>', 'write it to a file, which must not be there yet'),
  ],
  examples: [
    ['checkpoint', 'the checkpoint, to be copied or printed'],
    [
      'checkpoint --out checkpoint-2026-01-31.txt',
      'into a file, for a later "verify --checkpoint"',
    ],
    ['checkpoint --json | jq -r .verifierKey > auditor-key.txt', 'the key, to be kept once'],
  ],
  exits: { 0: 'it was printed', 3: 'nothing is sealed yet, or the log cannot be read' },
  html: false,
  run: ({ data, out }) =>
    withLog(data, (log) => {
      const latest = log.latest();
      if (latest === undefined)
        return Promise.resolve(
          E.left(unreadable('nothing is sealed yet: run "facture-auditor seal"')),
        );
      const { note, size, verifierKey } = latest;
      if (out !== undefined) {
        const written = write(out, note);
        if (E.isLeft(written)) return Promise.resolve(written);
      }
      return Promise.resolve(
        E.right({
          title: 'Checkpoint',
          facts: [],
          parts: [],
          findings: noFindings,
          data: { size, note, verifierKey },
          plain: note,
        }),
      );
    }),
};
