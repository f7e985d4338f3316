import { seededRandom } from '@facture/benchmarks/seeded-random';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newTally, type PartResult, type Running } from '../bench';
import type { Finding } from '../finding';
import { damaged, damagesOf, type Damage } from './damage';
import { judgeLog } from './judgeLog';
import { judgeModels } from './judgeModels';
import { judgeStore } from './judgeStore';
import { FILES, writeSample, type Sample, type SampleFile } from './sample';
import type { Verdict } from './verdict';

/** How thoroughly files are damaged. */
export interface FilesRunning extends Running {
  /** How many events the files are about. */
  readonly events: number;
  /** Only each n-th damage, counted from 1: a sample. */
  readonly each: number;
}

const judges: Readonly<
  Record<SampleFile, (directory: string, sample: Sample) => Promise<Verdict>>
> = {
  'facture.db': (directory, sample) => judgeStore(join(directory, 'facture.db'), sample),
  'log.db': judgeLog,
  'read-models.db': (directory, sample) => judgeModels(join(directory, 'read-models.db'), sample),
};

/** What a cut must leave: all that was committed before it. */
const leftBy = ({ commits }: Sample, damage: Damage): number | undefined =>
  damage.type === 'cut'
    ? commits[damage.file].findLast(({ walBytes }) => walBytes <= damage.at)?.count
    : undefined;

/** Names what came of a damage, to be counted. */
const resultOf = (verdict: Verdict): string => {
  if (verdict.type === 'Prefix') return 'a clean prefix';
  return verdict.type === 'Refused' ? 'refused' : `unnoticed in ${verdict.part}`;
};

/** Says what may not be about a verdict. */
export const wrongAbout = (verdict: Verdict, expected: number | undefined): string | undefined => {
  if (verdict.type === 'Wrong') return verdict.what;
  if (expected === undefined) return undefined;
  if (verdict.type === 'Refused')
    return `refused, although no committed byte is damaged: ${verdict.reason}`;
  return verdict.count === expected
    ? undefined
    : `${verdict.count.toString()} are left, and ${expected.toString()} were committed before the cut`;
};

/** Damages the files of a data directory in every way, one at a time, and judges what is left. */
export const runFiles = async ({
  seed,
  directory,
  onProgress,
  events,
  each,
}: FilesRunning): Promise<PartResult> => {
  const tally = newTally();
  const findings: Array<Finding> = [];
  const sample = await writeSample(directory, { seed, events });
  const random = seededRandom(seed);
  const whole = FILES.map((name) => {
    const file = readFileSync(join(sample.directory, name));
    const wal = readFileSync(join(sample.directory, `${name}-wal`));
    const sizes = { fileBytes: file.length, walBytes: wal.length };
    const damages = damagesOf(name, sizes, random).filter((_, n) => n % each === 0);
    return { name, file, wal, damages };
  });
  const all = whole.reduce((sum, { damages }) => sum + damages.length, 0);
  const place = join(directory, 'damaged');
  let done = 0;
  for (const { name, file, wal, damages } of whole) {
    for (const damage of damages) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(place);
      const bytes = damaged(damage, { file, wal });
      writeFileSync(join(place, name), bytes.file);
      writeFileSync(join(place, `${name}-wal`), bytes.wal);
      copyFileSync(join(sample.directory, 'seal-key'), join(place, 'seal-key'));
      const verdict = await judges[name](place, sample);
      tally.add(`${name}: ${damage.type}: ${resultOf(verdict)}`);
      const what = wrongAbout(verdict, leftBy(sample, damage));
      if (what !== undefined)
        findings.push({
          scenario: `${damage.type} of ${name}`,
          moment: `byte ${damage.at.toString()}${damage.type === 'cut' ? '' : `, bit ${damage.bit.toString()}`}`,
          seed,
          what,
          again: `pnpm crash --only files --seed ${seed.toString()}`,
        });
      onProgress(++done, all);
    }
  }
  return { counts: tally.counts(), findings };
};
