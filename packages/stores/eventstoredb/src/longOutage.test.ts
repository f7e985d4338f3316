import { afterAll, it, jest } from '@jest/globals';

import { longOutage } from './testing/gateCases';
import { withBench } from './testing/serverBench';
import { closeAll, withStandin } from './testing/stores';

jest.setTimeout(120_000);
afterAll(closeAll);

// In a file of its own, so that other tests run beside it.
it(longOutage.name, () =>
  withStandin(({ connectionString }) =>
    withBench({ connectionString, maxAppendBytes: 2 ** 21 }, longOutage.run),
  ),
);
