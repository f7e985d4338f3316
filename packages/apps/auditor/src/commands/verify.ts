import type { BundleReport, VerifierKey } from '@facture/proofs';
import { Argument, Option } from 'commander';
import * as E from 'fp-ts/Either';
import { existsSync } from 'node:fs';

import type { AuditorCommand } from '../command';
import { unreadable } from '../outcome';
import { collectFindings, type Findings, type Report } from '../report/report';
import { readKey, readText } from '../verify/trust';
import { verifyFile } from '../verify/verifyFile';

interface VerifyOptions {
  readonly bundle: string;
  readonly key: ReadonlyArray<string>;
  readonly checkpoint?: string;
}

const OLDER: Readonly<Record<BundleReport['older'], string>> = {
  held: 'The history goes on from the older checkpoint: nothing that was sealed then was changed, removed, inserted or reordered since.',
  differs: 'The history does NOT go on from the older checkpoint.',
  'not-given':
    'No older checkpoint was given. Whether the end of the history was cut off, or all of it was rewritten and signed again by whoever has the key, cannot be told without one: give --checkpoint a checkpoint that was kept elsewhere.',
  'not-compared':
    'The older checkpoint was of no use, or could not be compared: the findings say why. Nothing is known of how the history stood when it was made.',
};

const report = (
  { bundle }: VerifyOptions,
  keys: ReadonlyArray<VerifierKey>,
  verified: BundleReport,
  findings: Findings,
): Report => {
  const { origin, events, streams, checkpoints, latest, older } = verified;
  return {
    title: `Verification of ${bundle}`,
    facts: [
      ['Log', origin ?? 'none'],
      ['Trusted keys', keys.map(({ name, id }) => `${name} (${id})`).join(', ')],
      ['Events', events.toLocaleString('en-US')],
      ['Orders', streams.toLocaleString('en-US')],
      ['Checkpoints', checkpoints.toLocaleString('en-US')],
      [
        'Latest checkpoint',
        latest === undefined
          ? 'none'
          : `${latest.size.toString()} events, root ${Buffer.from(latest.rootHash).toString('base64')}`,
      ],
      ['Older checkpoint', older],
    ],
    parts: [{ type: 'note', text: OLDER[older] }],
    findings,
    data: {
      origin: origin ?? null,
      events,
      streams,
      checkpoints,
      latest:
        latest === undefined
          ? null
          : { size: latest.size, rootHash: Buffer.from(latest.rootHash).toString('base64') },
      older,
    },
  };
};

/** Verifies a bundle, offline. */
export const verifyCommand: AuditorCommand<VerifyOptions> = {
  name: 'verify',
  summary: 'verify a bundle offline: nothing changed, removed, inserted or reordered',
  description:
    'Verifies a bundle, and reads nothing but it, the key and the older checkpoint: no store, no network. Each event must be the one whose hash was sealed, each order must run without a gap, each checkpoint must be signed by a trusted key and go on from the one before, and the totals that are claimed must be those that follow from the events. Against an older checkpoint that was kept elsewhere it also finds what whoever has the key could do: cutting off the end, and rewriting all of it. The key must not come with the bundle: get it from the service once, and keep it.',
  arguments: [new Argument('<bundle>', 'file that "export" wrote')],
  options: [
    new Option(
      '--key <key>',
      'verifier key that is trusted, or a file that holds it; again for each further key',
    )
      .argParser((key: string, before: ReadonlyArray<string> | undefined) => [
        ...(before ?? []),
        key,
      ])
      .makeOptionMandatory(),
    new Option('--checkpoint <file>', 'older checkpoint that was kept elsewhere'),
  ],
  examples: [
    [
      'verify facture.bundle --key auditor-key.txt --checkpoint last-year.txt',
      'against a key and a checkpoint that were kept',
    ],
    [
      'verify facture.bundle --key facture/0a1b2c3d4e5f6071+5e2a9c01+AWxk…',
      'against a key typed out, without an older checkpoint',
    ],
    [
      'verify facture.bundle --key old.txt --key new.txt --html report.html',
      'across a change of keys, with a report to keep',
    ],
  ],
  exits: {
    0: 'the bundle is sound',
    1: 'the bundle, or the older checkpoint, does not hold: each finding says where',
    2: 'the command line is wrong: no key, or one that is none',
    3: 'the bundle, the key or the older checkpoint cannot be read',
  },
  html: true,
  run: async (options, { progress }) => {
    const keys = E.traverseArray(readKey)(options.key);
    if (E.isLeft(keys)) return keys;
    const older =
      options.checkpoint === undefined ? E.right(undefined) : readText(options.checkpoint);
    if (E.isLeft(older)) return older;
    if (!existsSync(options.bundle))
      return E.left(unreadable(`${options.bundle} is not there: give a file that "export" wrote`));
    const findings = collectFindings();
    const verified = await verifyFile({
      file: options.bundle,
      keys: keys.right,
      older: older.right,
      progress,
      onFinding: findings.add,
    });
    return E.right(report(options, keys.right, verified, findings.all()));
  },
};
