import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'prettier';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';

const workspace = readFileSync(join(__dirname, '../../../../package.json'), 'utf8');
const { prettier: options } = JSON.parse(workspace) as { readonly prettier: Options };

/** Formats TypeScript as everything in the workspace is. */
export const formatted = (source: string): Promise<string> =>
  format(source, { ...options, parser: 'typescript', plugins: [typescript, estree] });
