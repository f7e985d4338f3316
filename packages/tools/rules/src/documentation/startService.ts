import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openService, readSettings } from '@facture/service';
import * as E from 'fp-ts/Either';
import pino from 'pino';

/** The key that the examples of the pages find in their environment. */
export const environment = {
  FACTURE_APP_KEY: 'tutorial',
  FACTURE_APP_TOKEN: 'choose-something-long',
} as const;

/** Starts a service that the examples of a page can be tried on, with an empty history. */
export const startService = async (): Promise<{
  readonly url: string;
  readonly stop: () => Promise<void>;
}> => {
  const data = mkdtempSync(join(tmpdir(), 'facture-pages-'));
  const settings = readSettings(['--data', data, '--port', '0', '--rate-limit', '0', '--no-seal']);
  if (E.isLeft(settings)) throw new Error(settings.left.message);
  const { FACTURE_APP_KEY: appKey, FACTURE_APP_TOKEN: token } = environment;
  const opened = await openService(
    { ...settings.right, preset: { appKey, token } },
    pino({ level: 'silent' }),
  );
  if (E.isLeft(opened)) throw new Error(opened.left.message);
  const { url, close } = opened.right;
  return {
    url,
    stop: async () => {
      await close();
      rmSync(data, { recursive: true });
    },
  };
};
