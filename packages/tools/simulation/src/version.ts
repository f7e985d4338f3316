import { execFileSync } from 'node:child_process';

/** The commit that is run, and whether something was changed since; `unknown` outside of a clone. */
export const versionOf = (): string => {
  try {
    const described = execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], {
      cwd: __dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return described.trim();
  } catch {
    return 'unknown';
  }
};
