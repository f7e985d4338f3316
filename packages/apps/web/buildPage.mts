/**
 * Builds the page into `dist/page` when it is not built of the sources as they are now. What is
 * compressed is compressed here, once, as well as it can be.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const root = join(here, '../../..');
const page = join(here, 'dist/page');
const FINGERPRINT = 'sources.sha256';

/** What the page is made of: this package, its neighbours, and the versions of all else. */
const sources = [
  'pnpm-lock.yaml',
  'packages/apps/web/*.{html,json,mts}',
  'packages/apps/{web,client}/src/**/*.{ts,tsx,css,svg}',
  'packages/core/*/src/**/*.ts',
];
const isSource = (file: string): boolean => !/\.test\.ts$|\/testing\//.test(file);

const fingerprintOfSources = (): string => {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root }).filter(isSource).sort()) {
    const text = readFileSync(join(root, file));
    hash.update(`${file}\n${text.length}\n`).update(text);
  }
  return hash.digest('hex');
};

const fingerprintOfPage = (): string | undefined => {
  const file = join(page, FINGERPRINT);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

const compress = (file: string): void => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
};

/** Builds beside the page that there is, and puts the new one in its place when it is whole. */
const build = async (fingerprint: string): Promise<void> => {
  // Whatever it is built in, React is to be the one for use.
  process.env['NODE_ENV'] = 'production';
  const { build: buildByVite } = await import('vite');
  const made = `${page}-${process.pid}`;
  await buildByVite({
    configFile: join(here, 'vite.config.mts'),
    logLevel: 'warn',
    build: { outDir: made },
  });
  for (const file of globSync('**/*.{html,js,css,svg}', { cwd: made })) compress(join(made, file));
  writeFileSync(join(made, FINGERPRINT), fingerprint);
  rmSync(page, { recursive: true, force: true });
  renameSync(made, page);
};

/** Builds the page unless it is there already. */
export const buildPage = async (): Promise<void> => {
  const fingerprint = fingerprintOfSources();
  if (fingerprint !== fingerprintOfPage()) await build(fingerprint);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage();
