import { afterAll, describe, it, jest } from '@jest/globals';

import { faultCases } from './testing/faultCases';
import { closeAll, openStore, withStandin } from './testing/stores';

jest.setTimeout(60_000);
afterAll(closeAll);

describe('a store whose server fails', () => {
  for (const { name, run } of faultCases)
    it(name, () =>
      withStandin((standin) =>
        run({
          standin,
          open: () =>
            openStore({
              connectionString: standin.connectionString,
              timeoutMs: 1_000,
              retry: { attempts: 5, baseMs: 5, maxMs: 50 },
            }),
        }),
      ),
    );
});
