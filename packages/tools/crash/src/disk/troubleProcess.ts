import { print } from '../kills/print';
import { troubles } from './troubles';
import { tryTrouble } from './tryTrouble';

/** Tries one trouble in a directory, which is a file system of its own where that is needed. */
const [name = '', root = ''] = process.argv.slice(2);

const trouble = troubles.find((each) => each.name === name);
if (trouble === undefined) throw new Error(`there is no trouble ${name}`);

void tryTrouble(trouble, root)
  .catch((thrown: unknown) =>
    Error.isError(thrown) ? (thrown.stack ?? thrown.message) : String(thrown),
  )
  .then((what) => {
    print({ what: what ?? null });
    process.exit();
  });
