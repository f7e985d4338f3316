/** `pnpm generate`: writes the guards of the codecs beside them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatted } from './formatted';
import { guardFiles } from './guardFiles';
import { guardSource } from './guardSource';

const root = join(__dirname, '../../../..');

const write = async (): Promise<void> => {
  for (const [name, guarded] of Object.entries(guardFiles)) {
    const file = join(root, name);
    writeFileSync(file, await formatted(guardSource(guarded)));
    console.log(`wrote ${name}`);
  }
};

void write();
