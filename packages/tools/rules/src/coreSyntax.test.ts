import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { coreSyntax, houseSyntax } from './coreSyntax.ts';

const complaints = (code: string): number =>
  new Linter().verify(
    code,
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      rules: { 'no-restricted-syntax': ['error', ...coreSyntax, ...houseSyntax] },
    },
    'core.ts',
  ).length;

describe('the syntax of the core', () => {
  it.each([
    `throw new Error('no');`,
    `class Order {}`,
    `const Order = class {};`,
    `enum Status { Open }`,
    `export default 1;`,
    `export const now = () => new Date();`,
    `export const now = () => Date();`,
    `export const now = () => Date.now();`,
    `export const chance = () => Math.random();`,
    `export * from './money';`,
  ])('refuses %s', (code) => {
    expect(complaints(code)).toBe(1);
  });

  it.each([
    `export const at = (iso: string) => new Date(iso).getTime();`,
    `export const day = Date.UTC(2026, 0, 1);`,
    `export { total } from './money';`,
  ])('accepts %s', (code) => {
    expect(complaints(code)).toBe(0);
  });
});
