import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

import { transformSync } from '@swc/core';

type Require = (name: string) => unknown;
type Body = (
  exports: object,
  require: Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

interface Source {
  readonly run: (require: Require, module: { exports: object }) => void;
  readonly resolve: (name: string) => string;
}

/** Loads a file, with what it needs of the sources, and tells which sources these are. */
export interface Fresh {
  readonly load: (file: string) => unknown;
  readonly loaded: () => ReadonlySet<string>;
}

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

const compile = (file: string, where: (name: string) => string | undefined): Source => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
    swcrc: false,
  });
  const { resolve } = createRequire(file);
  const beside = (name: string): string | undefined => {
    const source = `${join(dirname(file), name)}.ts`;
    return name.startsWith('.') && existsSync(source) ? source : undefined;
  };
  const found = new Map<string, string>();
  const body = compileFunction(code, PARAMETERS, { filename: file }) as Body;
  return {
    run: (require, module) => {
      body(module.exports, require, module, file, dirname(file));
    },
    resolve: (name) => {
      const known = found.get(name) ?? beside(name) ?? where(name) ?? resolve(name);
      found.set(name, known);
      return known;
    },
  };
};

/**
 * Compiles each source once, and runs it anew for each call of what it gives: state that one run leaves
 * behind cannot reach the next, and what modules do while they load is done again. Everything that is no
 * TypeScript under the root is loaded once, as ever.
 */
export const freshSources = (
  root: string,
  where: (name: string) => string | undefined,
  given: Readonly<Record<string, unknown>>,
): (() => Fresh) => {
  const requireAny = createRequire(import.meta.url);
  const sources = new Map<string, Source>();
  const isSource = (file: string): boolean =>
    file.startsWith(root) && file.endsWith('.ts') && !file.includes('/node_modules/');

  return () => {
    const modules = new Map<string, { exports: object }>();
    const load = (file: string): unknown => {
      const before = modules.get(file);
      if (before !== undefined) return before.exports;
      const module = { exports: {} };
      modules.set(file, module);
      const source = sources.get(file) ?? compile(file, where);
      sources.set(file, source);
      const require: Require = (name) => {
        if (name in given) return given[name];
        const needed = source.resolve(name);
        return isSource(needed) ? load(needed) : requireAny(needed);
      };
      source.run(require, module);
      return module.exports;
    };
    return { load, loaded: () => new Set(modules.keys()) };
  };
};
