import { crashCases } from './crashCases';
import { gateCases } from './gateCases';
import { plainCases } from './plainCases';
import type { ServerCase } from './serverBench';
import { watchCases } from './watchCases';

/** Everything that a store does on any server, a stand-in or a real one. */
export const serverCases: ReadonlyArray<ServerCase> = [
  ...plainCases,
  ...crashCases,
  ...watchCases,
  ...gateCases,
];
