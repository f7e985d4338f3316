import { afterAll, describe, it, jest } from '@jest/globals';

import { withBench } from './testing/serverBench';
import { serverCases } from './testing/serverCases';
import { closeAll, withStandin } from './testing/stores';

jest.setTimeout(60_000);
afterAll(closeAll);

describe('a store on a stand-in', () => {
  for (const { name, run } of serverCases)
    it(name, () =>
      withStandin(({ connectionString }) =>
        withBench({ connectionString, maxAppendBytes: 2 ** 21 }, run),
      ),
    );
});
