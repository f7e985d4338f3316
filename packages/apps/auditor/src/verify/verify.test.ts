import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { audit, auditJson, directory, removeDirectories } from '../testing/bench';
import { exported, writeBundle, type Exported } from '../testing/sealedBundle';

let sound: Exported;
let other: Exported;

beforeAll(async () => {
  sound = await exported(60);
  other = await exported(20);
});
afterAll(removeDirectories);

const verify = async (bundle: string, ...more: ReadonlyArray<string>) => {
  const { code, json } = await auditJson(['verify', bundle, '--key', sound.key, ...more]);
  return { code, ...json };
};

const isEvent = (line: string): boolean => line.startsWith('{"kind":"event"');

/** The places of the lines of events, of which the n-th has log index n. */
const places = (): ReadonlyArray<number> =>
  sound.lines.flatMap((line, place) => (isEvent(line) ? [place] : []));

const placeOf = (logIndex: number): number => places()[logIndex] ?? -1;

const edited = (logIndex: number, edit: (line: string) => string): string =>
  writeBundle(sound.lines.map((line, at) => (at === placeOf(logIndex) ? edit(line) : line)));

describe('a sound bundle', () => {
  it('has no finding, with and without the older checkpoint', async () => {
    const size = places().length;
    expect(await verify(sound.bundle)).toMatchObject({
      code: 0,
      clean: true,
      events: size,
      older: 'not-given',
      latest: { size },
    });
    const held = await verify(sound.bundle, '--checkpoint', sound.checkpoint);
    expect(held).toMatchObject({ code: 0, older: 'held' });
  });

  it('says clearly what cannot be known without an older checkpoint', async () => {
    const { stdout } = await audit(['verify', sound.bundle, '--key', sound.key]);
    expect(stdout).toContain('No older checkpoint was given.');
  });
});

describe('a bundle that was tampered with', () => {
  it.each([
    ['edited', (line: string) => line.replace('"recordedAt":"2', '"recordedAt":"1')],
    ['redacted', (line: string) => line.replace(/"data":".*?","metadata"/, '"data":"","metadata"')],
  ])('names the event that was %s', async (_how, edit) => {
    const { stream, revision } = JSON.parse(sound.lines[placeOf(7)] ?? '') as {
      readonly stream: string;
      readonly revision: number;
    };
    expect(await verify(edited(7, edit))).toMatchObject({
      code: 1,
      findings: [{ type: 'EventChanged', stream, revision, logIndex: 7 }],
    });
  });

  it('names the place where an event was taken out, and where two were swapped', async () => {
    const without = sound.lines.filter((_, at) => at !== placeOf(7));
    expect(await verify(writeBundle(without))).toMatchObject({
      code: 1,
      findings: expect.arrayContaining([
        expect.objectContaining({
          type: 'LogIndexDiffers',
          logIndex: 8,
          expected: 'log index 7',
        }),
      ]),
    });
    const swapped = sound.lines.with(placeOf(7), sound.lines[placeOf(8)] ?? '');
    const both = swapped.with(placeOf(8), sound.lines[placeOf(7)] ?? '');
    expect(await verify(writeBundle(both))).toMatchObject({
      code: 1,
      findings: expect.arrayContaining([
        expect.objectContaining({ type: 'LogIndexDiffers', expected: 'log index 7' }),
      ]),
    });
  });

  it('names the totals that do not follow from the events', async () => {
    const place = sound.lines.findIndex((line) => line.startsWith('{"kind":"totals"'));
    const line = (sound.lines[place] ?? '').replace(/"orderedMinor":\d/, '$&1');
    const { stream } = JSON.parse(line) as { readonly stream: string };
    const found = await verify(writeBundle(sound.lines.with(place, line)));
    expect(found).toMatchObject({ code: 1, findings: [{ type: 'TotalsDiffer', stream }] });
  });

  it('is found by lines that are no UTF-8, or nothing at all', async () => {
    const file = writeBundle(sound.lines);
    writeFileSync(file, Buffer.from([0xff, 0x0a]), { flag: 'a' });
    const line = sound.lines.length + 1;
    expect(await verify(file)).toMatchObject({
      code: 1,
      findings: [{ type: 'LineUnreadable', found: `something else (line ${line.toString()})` }],
    });
    expect(await verify(writeBundle([]))).toMatchObject({
      code: 1,
      findings: [{ type: 'NotABundle' }],
    });
  });
});

describe('an older checkpoint', () => {
  it('finds that the end of the history was cut off', async () => {
    const cut = sound.lines.slice(0, placeOf(10));
    const streams = new Set(
      cut.filter(isEvent).map((line) => (JSON.parse(line) as { stream: string }).stream),
    );
    expect(streams.size).toBeGreaterThan(0);
    const found = await verify(writeBundle(cut), '--checkpoint', sound.checkpoint);
    const size = places().length;
    expect(found).toMatchObject({
      code: 1,
      older: 'differs',
      findings: expect.arrayContaining([
        expect.objectContaining({
          type: 'HistoryCutOff',
          expected: `at least the ${size.toString()} events of the older checkpoint`,
        }),
      ]),
    });
  });

  it('of another log, or by another key, is of no use, and that is said', async () => {
    expect(await verify(sound.bundle, '--checkpoint', other.checkpoint)).toMatchObject({
      code: 1,
      older: 'not-compared',
      findings: [{ type: 'OlderCheckpointRefused' }],
    });
    const both = ['--checkpoint', other.checkpoint, '--key', other.key];
    expect(await verify(sound.bundle, ...both)).toMatchObject({
      code: 1,
      older: 'not-compared',
      findings: [{ type: 'OlderCheckpointOfOtherLog' }],
    });
  });

  it('that was changed is refused', async () => {
    const file = join(directory(), 'changed.txt');
    writeFileSync(file, 'facture/x\n1\nAAAA\n');
    expect(await verify(sound.bundle, '--checkpoint', file)).toMatchObject({
      code: 1,
      findings: [{ type: 'OlderCheckpointRefused', found: 'no signed note' }],
    });
  });
});

describe('verify', () => {
  it('trusts no key but those that were given', async () => {
    const { code, json } = await auditJson(['verify', sound.bundle, '--key', other.key]);
    expect(code).toBe(1);
    expect(json).toMatchObject({ findings: [{ type: 'CheckpointRefused' }, {}] });
  });

  it.each([
    ['the bundle', () => ['nowhere', '--key', sound.key], 3, 'nowhere is not there'],
    [
      'the older checkpoint',
      () => [sound.bundle, '--key', sound.key, '--checkpoint', 'nowhere'],
      3,
      'nowhere cannot be read',
    ],
    ['the key', () => [sound.bundle, '--key', 'nowhere'], 2, 'neither a verifier key'],
    ['any key', () => [sound.bundle], 2, "required option '--key <key>' not specified"],
  ])('says that %s is missing', async (_what, args, code, message) => {
    const ran = await audit(['verify', ...args()]);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(message);
  });
});
