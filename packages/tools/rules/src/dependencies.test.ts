import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');

/** What is not as it must be with the packages of a lockfile, by what it says of them. */
const problemsOf = (lockfile: string): ReadonlyArray<string> => {
  const [, rest = ''] = lockfile.split(/^packages:$/m);
  const [packages = ''] = rest.split(/^snapshots:$/m);
  return packages
    .split(/\n(?= {2}\S)/)
    .slice(1)
    .flatMap((entry) => {
      const [name = '', resolution = ''] = entry.trim().split('\n');
      const isSound = /^ +resolution: \{integrity: sha512-[A-Za-z0-9+/]{86}==\}$/.test(resolution);
      return isSound ? [] : [`${name} ${resolution.trim()}`];
    });
};

const sound = `packages:

  a@1.0.0:
    resolution: {integrity: sha512-${'A'.repeat(86)}==}
`;

/** Licences that let what is made with a package be given on under our own. */
const LICENCES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  '(BSD-3-Clause AND Apache-2.0)',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  '(MIT OR CC0-1.0)',
  'MPL-2.0',
  'OFL-1.1',
]);

describe('dependencies', () => {
  it('come from the registry, each with the hash of what it must be', () => {
    const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
    expect(problemsOf(lockfile)).toEqual([]);
    expect(lockfile.match(/integrity: /g)?.length).toBeGreaterThan(500);
    expect(lockfile).not.toMatch(/tarball:|git\+|github:|type: git|https?:\/\/(?!.*deprecated)/);
  });

  it('are told from those that come from elsewhere', () => {
    expect(problemsOf(sound)).toEqual([]);
    const elsewhere = sound.replace(/\{.*\}/, '{tarball: https://example.com/a.tgz}');
    expect(problemsOf(elsewhere)).toEqual([
      'a@1.0.0: resolution: {tarball: https://example.com/a.tgz}',
    ]);
  });

  it('run no script when they are installed, but for the Node that is pinned', () => {
    const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
    const allowed = Array.from(workspace.matchAll(/^ {2}(\S+): true$/gm), ([, name]) => name);
    expect(allowed).toEqual(['node']);
  });

  it('have licences that let us give on what is made with them', () => {
    const files = globSync('node_modules/.pnpm/*/node_modules/{*,@*/*}/package.json', {
      cwd: root,
      exclude: ['**/@facture/**'],
    });
    const others = files
      .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>)
      .filter(({ name, license }) => typeof name === 'string' && !LICENCES.has(String(license)))
      .map(({ name, license }) => `${String(name)}: ${String(license)}`);
    expect(others.filter((each) => !each.startsWith('@facture/'))).toEqual([]);
    expect(files.length).toBeGreaterThan(500);
  });
});
