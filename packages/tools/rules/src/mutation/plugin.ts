import {
  commonTokens,
  declareFactoryPlugin,
  PluginKind,
  tokens,
} from '@stryker-mutator/api/plugin';

import { CLOSED } from './fileResults.ts';
import { plainRunner } from './testRunner.ts';

interface NodePath {
  readonly node: { readonly type: string };
  toString(): string;
}

/** The files of tests that the runner takes. */
export const strykerValidationSchema = { properties: { tests: { type: 'array' } } };

/**
 * Runs tests without jest around them, and spares Stryker the defaults that the types prove unreachable:
 * no test can tell them apart.
 */
export const strykerPlugins = [
  declareFactoryPlugin(
    PluginKind.TestRunner,
    'plain',
    Object.assign(plainRunner, { inject: tokens(commonTokens.options) }),
  ),
  {
    kind: PluginKind.Ignore,
    name: 'unreachable',
    value: {
      shouldIgnore: (path: NodePath): string | undefined =>
        path.node.type === 'SwitchCase' && /^default:\s*return absurd\(/u.test(path.toString())
          ? CLOSED
          : undefined,
    },
  },
];
