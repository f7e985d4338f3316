/**
 * `pnpm pack-check`: what a stranger gets from the registry works.
 *
 * Packs every public package, lints the tarballs, installs them into a scratch project outside the
 * workspace, and there type-checks and runs the README's embedding example as a CommonJS and as an
 * ES module. Expects a finished build.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { withChecks, type Snippet } from './documentation/snippets.ts';
import { embeddingExample } from './embeddingExample.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Packed {
  readonly manifest: Manifest;
  readonly tarball: string;
}

const root = join(import.meta.dirname, '../../../..');
const scratch = mkdtempSync(join(tmpdir(), 'facture-packed-'));
const bin = (name: string): string => join(root, 'node_modules/.bin', name);

const run = (program: string, args: ReadonlyArray<string>, cwd: string): string => {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout = '', stderr = String(error) } = error as Partial<Record<string, string>>;
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
};

const pack = (): ReadonlyArray<Packed> =>
  globSync('packages/*/*/package.json', { cwd: root })
    .map((file) => ({
      folder: join(root, dirname(file)),
      manifest: JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest,
    }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => {
      run('pnpm', ['pack', '--pack-destination', scratch], folder);
      const base = manifest.name.replace('@', '').replace('/', '-');
      return { manifest, tarball: join(scratch, `${base}-${manifest.version}.tgz`) };
    });

const lint = async ({ manifest, tarball }: Packed): Promise<void> => {
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
  });
  if (messages.length > 0) {
    const lines = messages.map((message) => formatMessage(message, pkg) ?? message.code);
    throw new Error(`${manifest.name}:\n${lines.join('\n')}`);
  }
  run(bin('attw'), [tarball, '--profile', 'node16'], scratch);
};

const install = (packed: ReadonlyArray<Packed>): void => {
  const ours = packed.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`] as const);
  const peers = packed.flatMap(({ manifest }) => Object.entries(manifest.peerDependencies ?? {}));
  const dependencies = Object.fromEntries([...ours, ...peers]);
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ private: true, dependencies }));
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'],
    scratch,
  );
};

/** Imports every public entry of every package, so that all declarations are type-checked. */
const everyEntry = (packed: ReadonlyArray<Packed>): string =>
  packed
    .flatMap(({ manifest }) =>
      Object.keys(manifest.exports)
        .filter((subpath) => subpath !== './package.json')
        .map((subpath) => `import '${manifest.name}${subpath.slice(1)}';`),
    )
    .join('\n');

/** In scope of the example: compares what it says with what it does. */
const check = `
import { deepStrictEqual } from 'node:assert';
const check = (actual: unknown, expected: unknown, text: string): void => {
  deepStrictEqual({ [text]: actual }, { [text]: expected });
};
const right = (right: unknown) => ({ _tag: 'Right', right });
const left = (left: unknown) => ({ _tag: 'Left', left });
const some = (value: unknown) => ({ _tag: 'Some', value });
const none = { _tag: 'None' };
`;

const readExample = (): Snippet => {
  const example = embeddingExample(readFileSync(join(root, 'README.md'), 'utf8'));
  if (example === undefined) {
    throw new Error('README.md has no ts fence below a heading that contains "Embed".');
  }
  return example;
};

const embed = (example: Snippet, packed: ReadonlyArray<Packed>): void => {
  const checkedExample = check + withChecks(example).code;
  for (const extension of ['cts', 'mts']) {
    writeFileSync(join(scratch, `example.${extension}`), checkedExample);
    writeFileSync(join(scratch, `entries.${extension}`), everyEntry(packed));
  }
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2024', 'esnext.error'],
    strict: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  run(bin('tsc'), ['-p', scratch], scratch);

  for (const module of ['example.cjs', 'example.mjs']) run('node', [module], scratch);
};

try {
  const example = readExample();
  const packed = pack();
  for (const one of packed) await lint(one);
  install(packed);
  embed(example, packed);
  console.log(`${String(packed.length)} packages work outside the workspace`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`In ${scratch}: ${readdirSync(scratch).join(', ')}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}
