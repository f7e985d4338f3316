import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as t from 'io-ts';

const Manifest = t.strict({ version: t.string });

const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));

/** The version of the service, as its package states it. */
export const version: string = Manifest.is(manifest) ? manifest.version : 'unknown';
