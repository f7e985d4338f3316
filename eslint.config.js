import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { coreSyntax, houseSyntax } from './packages/tools/rules/src/coreSyntax.ts';
import { noUnrunTask } from './packages/tools/rules/src/noUnrunTask.ts';

const tests = ['packages/*/*/src/**/*.test.ts', 'packages/*/*/src/testing/**'];

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/', 'reports/', '.stryker-tmp/']),
  {
    files: ['packages/**/*.{ts,tsx,mts}'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    plugins: { facture: { rules: { 'no-unrun-task': noUnrunTask } } },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'facture/no-unrun-task': 'error',
      'no-restricted-syntax': ['error', ...houseSyntax],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A codec and its type share one name.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['packages/**/*.tsx'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['packages/core/*/src/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', ...houseSyntax, ...coreSyntax],
      'no-restricted-globals': [
        'error',
        'console',
        'process',
        'globalThis',
        'performance',
        'crypto',
      ],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    },
  },
);
