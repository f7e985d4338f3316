import type { ConnectRefusal, ForeignRows } from '@facture/connect';
import { absurd } from 'fp-ts/function';

import type { NotStarting, Settings } from './settings';

const failed = (message: string): NotStarting => ({ exitCode: 1, message: `error: ${message}\n` });

/** A setting that cannot be used, as one that is refused while the settings are read. */
const badSetting = (message: string): NotStarting => ({ ...failed(message), exitCode: 2 });

/** Tells what a thrown value says. */
export const reasonOf = (thrown: unknown): string =>
  Error.isError(thrown) ? thrown.message : String(thrown);

/** Says why the store of a service is not opened. */
export const storeRefused = (refusal: ConnectRefusal): NotStarting => {
  switch (refusal.type) {
    case 'UnknownStore':
      return badSetting(
        `${JSON.stringify(refusal.store)} is no store. Give sqlite or an esdb:// address by --store or FACTURE_STORE.`,
      );
    case 'InvalidConnection':
      return badSetting(
        `${refusal.store} cannot be used: ${refusal.reason}. Give another address by --store or FACTURE_STORE.`,
      );
    case 'ForeignFile':
      return failed(
        `${refusal.file} is no database of Facture. Give another directory by --data or FACTURE_DATA.`,
      );
    case 'NewerSchema':
      return failed(
        `${refusal.file} was written by a later release (schema ${refusal.found}, this one knows ${refusal.known}). Start that release, or give another directory by --data or FACTURE_DATA.`,
      );
    case 'CannotOpen':
      return failed(
        `${refusal.file} cannot be opened: ${refusal.reason}. Check the directory given by --data or FACTURE_DATA.`,
      );
    default:
      return absurd(refusal);
  }
};

/** Says that the totals in a file are not those of the store. */
export const foreignTotals = (
  { position }: ForeignRows,
  { name, file }: { readonly name: string; readonly file: string },
): NotStarting =>
  failed(
    `${file} holds totals of another store: ${name} has no event at position ${position}. ` +
      'If it is the right store, remove that file, and the totals are made anew. ' +
      'If not, give another by --store, or another directory by --data.',
  );

/** Says that totals cannot be made anew now. */
export const notRebuilt = (thrown: unknown): NotStarting =>
  failed(
    `The totals cannot be made anew: ${reasonOf(thrown)}. Try again, or start without --rebuild.`,
  );

/** What kept the service from listening; undefined for anything that happened elsewhere. */
const listenCode = (thrown: unknown): unknown =>
  Error.isError(thrown) &&
  'syscall' in thrown &&
  (thrown.syscall === 'listen' || thrown.syscall === 'getaddrinfo') &&
  'code' in thrown
    ? thrown.code
    : undefined;

/** Says why a service does not listen. */
export const notListening = ({ host, port }: Settings, thrown: unknown): NotStarting => {
  switch (listenCode(thrown)) {
    case 'EADDRINUSE':
      return failed(
        `Port ${port} of ${host} is in use. Give another by --port or PORT, or stop what uses it.`,
      );
    case 'EACCES':
      return failed(`Port ${port} may not be used. Give one above 1023 by --port or PORT.`);
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return failed(`${host} is no address of this machine. Give another by --host or HOST.`);
    default:
      return failed(`The service cannot start: ${reasonOf(thrown)}.`);
  }
};
