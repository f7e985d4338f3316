import { InvalidArgumentError, Option } from 'commander';

const filled = (what: string) => (text: string) => {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError(`Give ${what}.`);
};

/** The directory of the service. */
export const dataOption = (): Option =>
  new Option('--data <directory>', 'data directory of the service')
    .env('FACTURE_DATA')
    .default('./facture-data')
    .argParser(filled('a directory, such as ./facture-data'));

/** Where the store is: named as for the service. */
export const storeOptions = (): ReadonlyArray<Option> => [
  new Option('--store <store>', 'where events are kept: sqlite, or an esdb:// address')
    .env('FACTURE_STORE')
    .default('sqlite')
    .argParser(filled('sqlite, or the connection string of a cluster')),
  dataOption(),
];

/** How the result is printed. */
export const jsonOption = (): Option =>
  new Option('--json', 'print the result as one line of JSON').default(false);

/** Where the result is written for people to keep. */
export const htmlOption = (): Option =>
  new Option('--html <file>', 'also write the report as one HTML file').argParser(
    filled('a file, such as report.html'),
  );
