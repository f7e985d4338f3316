import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');

/** A small house in which each file breaks one rule, but for the last few that break none. */
const house: Readonly<Record<string, string>> = {
  'packages/core/a/src/toStore.ts': `import '../../../stores/s/src/store';`,
  'packages/core/a/src/toNode.ts': `import 'node:crypto';`,
  'packages/core/a/src/toUuid.ts': `import 'uuid';`,
  'packages/core/a/src/toNowhere.ts': `import '@facture/undeclared';`,
  'packages/core/a/src/toNeighbour.ts': `import '../../b/src/pure';`,
  'packages/core/a/src/toTest.ts': `import './pure.test';`,
  'packages/core/a/src/circleOne.ts': `import './circleTwo';`,
  'packages/core/a/src/circleTwo.ts': `import type {} from './circleOne';`,
  'packages/stores/s/src/toApp.ts': `import '../../../apps/p/src/app';`,
  'packages/stores/s/src/toTool.ts': `import '../../../tools/t/src/tool';`,
  'packages/apps/p/src/toApp.ts': `import '../../q/src/app';`,
  'packages/apps/p/src/toTool.ts': `import '../../../tools/t/src/tool';`,
  'packages/core/a/src/toTool.test.ts': `import '../../../tools/t/src/tool';`,
  'packages/core/a/src/pure.ts': `import 'fp-ts/Either'; import './pureToo';`,
  'packages/core/a/src/pureToo.ts': `import * as t from 'io-ts'; export const a = t.string;`,
  'packages/core/a/src/pure.test.ts': `import 'node:crypto'; import './pure';`,
  'packages/core/a/src/arbitraries.ts': `import 'fast-check';`,
  'packages/core/b/src/pure.ts': `export {};`,
  'packages/stores/s/src/store.ts': `import 'node:crypto'; import 'uuid';`,
  'packages/stores/s/src/store.test.ts': `import '../../../tools/t/src/tool';`,
  'packages/apps/p/src/app.ts': `import 'node:crypto';`,
  'packages/apps/q/src/app.ts': `import 'node:crypto';`,
  'packages/tools/t/src/tool.ts': `import 'node:crypto';`,
};

const broken: ReadonlyArray<readonly [rule: string, from: string]> = [
  ['apps-depend-on-no-app-but-the-client', 'apps/p/src/toApp.ts'],
  ['core-depends-on-core-only', 'core/a/src/toStore.ts'],
  ['core-depends-on-core-only', 'core/a/src/toTool.test.ts'],
  ['core-has-no-built-ins', 'core/a/src/toNode.ts'],
  ['core-imports-fp-ts-and-io-ts-only', 'core/a/src/toUuid.ts'],
  ['could-not-resolve', 'core/a/src/toNowhere.ts'],
  ['no-cycles', 'core/a/src/circleOne.ts'],
  ['nothing-depends-on-tests', 'core/a/src/toTest.ts'],
  ['nothing-depends-on-tools', 'apps/p/src/toTool.ts'],
  ['nothing-depends-on-tools', 'core/a/src/toTool.test.ts'],
  ['nothing-depends-on-tools', 'stores/s/src/toTool.ts'],
  ['packages-meet-at-their-exports', 'apps/p/src/toApp.ts'],
  ['packages-meet-at-their-exports', 'apps/p/src/toTool.ts'],
  ['packages-meet-at-their-exports', 'core/a/src/toNeighbour.ts'],
  ['packages-meet-at-their-exports', 'core/a/src/toStore.ts'],
  ['packages-meet-at-their-exports', 'core/a/src/toTool.test.ts'],
  ['packages-meet-at-their-exports', 'stores/s/src/store.test.ts'],
  ['packages-meet-at-their-exports', 'stores/s/src/toApp.ts'],
  ['packages-meet-at-their-exports', 'stores/s/src/toTool.ts'],
  ['stores-depend-on-stores-and-core-only', 'stores/s/src/toApp.ts'],
];

interface Report {
  readonly summary: {
    readonly violations: ReadonlyArray<{
      readonly rule: { readonly name: string };
      readonly from: string;
    }>;
  };
}

describe('the layering rules', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'facture-layering-'));
    for (const [file, text] of Object.entries(house)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({
        dependencies: { 'fp-ts': '*', 'io-ts': '*', uuid: '*', 'fast-check': '*' },
      }),
    );
    for (const name of ['fp-ts', 'io-ts', 'uuid', 'fast-check']) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true });
      for (const module of ['index.js', 'Either.js']) {
        writeFileSync(join(folder, 'node_modules', name, module), '');
      }
    }
    symlinkSync(join(root, '.dependency-cruiser.js'), join(folder, 'rules.mjs'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('name every broken arrow and nothing else', () => {
    const { stdout } = spawnSync(
      join(root, 'node_modules/.bin/depcruise'),
      ['packages', '--config', 'rules.mjs', '--output-type', 'json'],
      { cwd: folder, encoding: 'utf8' },
    );
    const { violations } = (JSON.parse(stdout) as Report).summary;
    const found = violations.map(({ rule, from }) => `${from} ${rule.name}`);
    expect(found.sort()).toStrictEqual(
      broken.map(([rule, from]) => `packages/${from} ${rule}`).sort(),
    );
  });
});
