import { sealInThread } from '@facture/connect';
import { dirname } from 'node:path';

import { appending, asTheyAre, turnSizes } from '../appending';
import { appendTo } from '../appendTo';
import { tellTurn, type Bench } from '../bench';
import { SEED } from '../dataSet';
import { rate, ratio, type Figures } from '../figures';
import { openStore } from '../openStore';
import { contestant, playRounds, type Contestant } from '../rounds';
import { clientAppends, CLIENTS, mixedAppends, type Append } from '../workload';

/** Seals the store of a data directory beside whoever appends, and tells how much is sealed. */
export type SealBeside = (
  data: string,
  onSealed: (size: number) => void,
) => { readonly stop: () => Promise<void> };

/** How long the sealer rests: not as long as in the service, so that a turn has many checkpoints. */
export const REST_MS = 50;

const inThread: SealBeside = (data, onSealed) =>
  sealInThread({ store: 'sqlite', data, intervalMs: REST_MS }, (news) => {
    if (news.type === 'Sealed') onSealed(news.size);
    else if (news.type !== 'CaughtUp' && news.type !== 'Sealing')
      throw new Error(JSON.stringify(news));
  });

/** Opens a store in a directory of its own, where it is sealed. */
const openSealed = (bench: Bench, name: string, sealBeside: SealBeside) => {
  const file = `${bench.file(name)}/facture.db`;
  const store = openStore(file);
  const append = appendTo(store);
  let appended = 0;
  let sealed = 0;
  let hear: () => void = () => undefined;
  const sealer = sealBeside(dirname(file), (size) => {
    sealed = size;
    hear();
  });
  return {
    append: async (one: Append) => {
      await append(one);
      appended += one.events.length;
    },
    /** Resolves when all that was appended is sealed. */
    caughtUp: () =>
      new Promise<void>((resolve) => {
        hear = () => {
          if (sealed === appended) resolve();
        };
        hear();
      }),
    close: async () => {
      await sealer.stop();
      await store.close();
    },
  };
};

/** Lets the sealer finish after each turn, so that it takes nothing from the next one. */
const untilSealed = (appends: Contestant, caughtUp: () => Promise<void>): Contestant =>
  contestant(appends.name, async () => {
    const turn = await appends.turn();
    await caughtUp();
    return turn;
  });

/**
 * Measures what sealing takes from appending: the same appends to a store that is sealed beside, by
 * a thread of this process as in the service, and to one that is not.
 */
export const measureSealing = async (
  bench: Bench,
  sealBeside: SealBeside = inThread,
): Promise<Figures> => {
  const { alone, each } = turnSizes(bench.options.events);
  const oneClient = () => [mixedAppends(SEED)];
  const everyClient = () =>
    Array.from({ length: CLIENTS }, (_, client) => clientAppends(SEED, client));
  const many = `${CLIENTS.toString()} concurrent appends`;

  const plain = openStore(bench.file('unsealed'));
  const plainShared = openStore(bench.file('unsealed-concurrent'));
  const sealed = openSealed(bench, 'sealed', sealBeside);
  const sealedShared = openSealed(bench, 'sealed-concurrent', sealBeside);
  const unsealed = (name: string, clients: typeof everyClient, size: number, store: typeof plain) =>
    appending(`${name}, unsealed`, clients(), size, asTheyAre(appendTo(store)));
  const sealing = (name: string, clients: typeof everyClient, size: number, to: typeof sealed) =>
    untilSealed(appending(`${name}, sealed`, clients(), size, asTheyAre(to.append)), to.caughtUp);

  const one = unsealed('single append', oneClient, alone, plain);
  const oneSealed = sealing('single append', oneClient, alone, sealed);
  const all = unsealed(many, everyClient, each, plainShared);
  const allSealed = sealing(many, everyClient, each, sealedShared);
  const contestants = [one, oneSealed, all, allSealed];
  try {
    await playRounds(contestants, bench.options.rounds, tellTurn(bench));
  } finally {
    await Promise.all([plain, plainShared, sealed, sealedShared].map((open) => open.close()));
  }
  return {
    ratios: [ratio(oneSealed, one, 0.9), ratio(allSealed, all, 0.9)],
    rates: contestants.map(rate('appends')),
    memory: [],
  };
};
