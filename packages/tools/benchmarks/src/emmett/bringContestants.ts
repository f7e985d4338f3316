import { spawnSync } from 'node:child_process';
import { existsSync, globSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { CONTESTANTS_FOLDER } from './contestants';

/** Finds the headers that come with this Node, as what is built against it cannot fetch others. */
const headers = (): string | undefined => {
  const home = dirname(dirname(realpathSync(process.execPath)));
  return [home, ...globSync(join(home, 'node_modules/*'))].find((folder) =>
    existsSync(join(folder, 'include/node/node_api.h')),
  );
};

const nodedir = headers();
const { status } = spawnSync('pnpm', ['install', '--frozen-lockfile'], {
  cwd: CONTESTANTS_FOLDER,
  env: { ...process.env, ...(nodedir === undefined ? {} : { npm_config_nodedir: nodedir }) },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
