import { planOf, type StoreName } from '../plan';
import { simulate } from '../simulate';

/** What a search came to. */
export interface Found {
  /** The violation of the first seed that has one; undefined when none has. */
  readonly violation: string | undefined;
  /** How many seeds were run, the last one being that which fails. */
  readonly seeds: number;
}

const search = async (store: StoreName, most: number): Promise<Found> => {
  for (let seed = 0; seed < most; seed++) {
    const { violation } = await simulate(planOf(seed, store));
    if (violation !== undefined) return { violation, seeds: seed + 1 };
  }
  return { violation: undefined, seeds: most };
};

const [store, most] = process.argv.slice(2);
void search(store as StoreName, Number(most)).then((found) => {
  process.stdout.write(JSON.stringify(found));
});
