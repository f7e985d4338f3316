import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Workspace imports run on source, read from each package's own `@facture/source` exports. */
const sources = globSync('packages/*/*/package.json', { cwd: import.meta.dirname }).flatMap(
  (file) => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
    return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) =>
      typeof target === 'object' && '@facture/source' in target
        ? [
            [
              `^${manifest.name}${subpath.slice(1)}$`,
              join('<rootDir>', dirname(file), target['@facture/source']),
            ],
          ]
        : [],
    );
  },
);

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/packages/*/*/src/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/[^/]+/dist/', '<rootDir>/.stryker-tmp/'],
  moduleNameMapper: Object.fromEntries(sources),
  transform: { '^.+\\.[cm]?[jt]s$': '<rootDir>/packages/tools/rules/src/sourceTransformer.ts' },
  // ES modules only: what fastify and its static files load, and what the page verifies with.
  transformIgnorePatterns: ['/node_modules/(?!\\.pnpm/|cookie/|content-disposition/|@noble/)'],
  setupFilesAfterEnv: ['<rootDir>/packages/tools/rules/src/poisoningCheck.ts'],
  globalSetup: '<rootDir>/packages/apps/web/src/testing/prepareBrowser.ts',
  reporters: ['default', '<rootDir>/packages/tools/rules/src/countReporter.ts'],
  maxWorkers: '100%',
  testTimeout: 120_000,
  collectCoverageFrom: [
    'packages/{core,stores,apps}/*/src/**/*.ts',
    '!**/*.test.ts',
    '!**/src/testing/**',
  ],
  coverageReporters: ['text-summary', 'html'],
  coverageThreshold: { './packages/core/': { branches: 100 } },
};
