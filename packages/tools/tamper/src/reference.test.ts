import { Envelope, type Finding } from '@facture/proofs';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { findingsIn } from './firstVerifier';
import { missingForSecondVerifier, startSecondVerifier } from './secondVerifier';

const markdown = readFileSync(resolve(__dirname, '../../../../docs/reference/proofs.md'), 'utf8');
const section = (heading: string): string =>
  markdown.split('\n## ').find((part) => part.startsWith(`${heading}\n`)) ?? '';
const fences = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, content = '']) => content);
const firstColumn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name = '']) => name);

/** Each finding once: the type checker knows whether one is missing. */
const findings: Readonly<Record<Finding['type'], null>> = {
  NotABundle: null,
  LineUnreadable: null,
  EventChanged: null,
  LogIndexDiffers: null,
  RevisionDiffers: null,
  EventAfterTotals: null,
  EventNotUnderstood: null,
  CheckpointRefused: null,
  OriginDiffers: null,
  SizeDiffers: null,
  RootDiffers: null,
  NotConsistent: null,
  TotalsDiffer: null,
  TotalsUnfounded: null,
  TotalsMissing: null,
  EventCountDiffers: null,
  EventsUnsealed: null,
  OlderCheckpointRefused: null,
  OlderCheckpointOfOtherLog: null,
  HistoryCutOff: null,
  HistoryRewritten: null,
};

describe('the reference of proofs', () => {
  const [older = '', key = ''] = fences(section('Checkpoint'));
  const [bundle = ''] = fences(section('Bundle'));
  const example = { bundle, keys: [key.trim()], older };

  it('has a bundle that is sound, also against its checkpoint', async () => {
    expect(findingsIn(example)).toEqual([]);
    expect(findingsIn({ ...example, bundle: bundle.replace('65', '64') })).not.toEqual([]);
    if (missingForSecondVerifier() !== undefined) return;
    const second = startSecondVerifier();
    expect(await second.verify(example)).toEqual([]);
    second.stop();
  });

  it('has the fields of an envelope in their order', () => {
    expect(firstColumn(section('Envelope'))).toEqual(Object.keys(Envelope.type.type.props));
  });

  it('has every finding', () => {
    expect(firstColumn(section('Findings'))).toEqual(Object.keys(findings));
  });
});

describe('the second verifier', () => {
  it('is no longer than 200 lines', () => {
    const script = readFileSync(resolve(__dirname, 'verify.py'), 'utf8');
    expect(script.split('\n').length - 1).toBeLessThanOrEqual(200);
  });
});
