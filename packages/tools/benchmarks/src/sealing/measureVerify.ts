import { readLines } from '@facture/auditor';
import { hash } from 'node:crypto';

import { tellTurn, type Bench } from '../bench';
import { rate, ratio, type Figures } from '../figures';
import { contestant, playRounds, timed } from '../rounds';
import { makeBundle, verifyBundle } from './sealedBundle';

/**
 * Measures verifying a bundle, and the floor: reading the same file, parsing each of its lines and
 * hashing it, and nothing else.
 */
export const measureVerify = async (bench: Bench): Promise<Figures> => {
  const bundle = await makeBundle(bench, bench.options.events);
  const verifying = contestant('verifying a bundle', () => timed(() => verifyBundle(bundle)));
  const floor = contestant('reading, parsing and hashing its lines', () =>
    timed(async () => {
      let events = 0;
      await readLines(bundle.file, (line) => {
        const { kind } = JSON.parse(line) as { readonly kind: string };
        if (kind === 'event') events += 1;
        hash('sha256', line, 'latin1');
      });
      return events;
    }),
  );
  await playRounds([floor, verifying], bench.options.rounds, tellTurn(bench));
  return {
    ratios: [ratio(verifying, floor, 0.33)],
    rates: [floor, verifying].map(rate('events')),
    memory: [],
  };
};
