import {
  connect,
  connectEvents,
  type Connected,
  type ConnectedEvents,
  type ConnectRefusal,
} from '@facture/connect';
import { absurd } from 'fp-ts/function';
import * as E from 'fp-ts/Either';

import type { StoreOptions } from './command';
import { misused, unreadable, type Outcome, type Refusal } from './outcome';

const refused = (refusal: ConnectRefusal): Refusal => {
  switch (refusal.type) {
    case 'UnknownStore':
      return misused(
        `--store ${refusal.store} is no store: give sqlite or an esdb:// connection string`,
      );
    case 'InvalidConnection':
      return misused(`--store ${refusal.store} is no connection string: ${refusal.reason}`);
    case 'ForeignFile':
      return unreadable(`${refusal.file} is no file of Facture's: give --data another directory`);
    case 'NewerSchema':
      return unreadable(`${refusal.file} is of a later release: use the auditor of that one`);
    case 'CannotOpen':
      return unreadable(
        `${refusal.file} cannot be opened: ${refusal.reason}. Give --data the data directory of the service`,
      );
    default:
      return absurd(refusal);
  }
};

const during =
  <C extends ConnectedEvents>(opened: E.Either<ConnectRefusal, C>) =>
  async (work: (connected: C) => Promise<Outcome>): Promise<Outcome> => {
    if (E.isLeft(opened)) return E.left(refused(opened.left));
    try {
      return await work(opened.right);
    } finally {
      await opened.right.close();
    }
  };

const looking = ({ store, data }: StoreOptions) => ({
  store,
  data,
  now: () => new Date(),
  readOnly: true,
});

/** Works with the events of a store, which it only reads, and closes it. */
export const withEvents = (
  options: StoreOptions,
  work: (connected: ConnectedEvents) => Promise<Outcome>,
): Promise<Outcome> => during(connectEvents(looking(options)))(work);

/** Works with events and read models, which it only reads, and closes them. */
export const withModels = (
  options: StoreOptions,
  work: (connected: Connected) => Promise<Outcome>,
): Promise<Outcome> => during(connect(looking(options)))(work);
