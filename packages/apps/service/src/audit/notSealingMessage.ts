import type { SealingNews } from '@facture/connect';
import { absurd } from 'fp-ts/function';

/** Why a service does not seal. */
export type NotSealing = Extract<SealingNews, { readonly type: 'NotSealing' }>['refusal'];

/** Says to operators why nothing is sealed, and what to do about it. */
export const notSealingMessage = (refusal: NotSealing): string => {
  switch (refusal.type) {
    case 'SealedElsewhere':
      return 'another process seals into this data directory; its proofs are served, and this one takes over when it ends';
    case 'ForeignFile':
      return `${refusal.file} is no log of Facture: move it away`;
    case 'NewerSchema':
      return `${refusal.file} was written by a later release: start that one`;
    case 'CannotOpen':
    case 'CannotOpenKey':
      return `${refusal.file} cannot be opened: ${refusal.reason}`;
    case 'KeyOpenToOthers':
      return `${refusal.file} is open to others: replace the key, or make it 0600 if you know that nobody has read it`;
    case 'ForeignKeyFile':
      return `${refusal.file} is no private key: restore it`;
    case 'KeyMissing':
      return `${refusal.file} is missing, and the log is signed by it: restore it`;
    case 'KeyUnknown':
      return `the last checkpoint was signed by ${refusal.verifierKey}, which is neither in seal-key nor in seal-key.old: restore it`;
    case 'LogDamaged':
      return `log.db was changed: its ${refusal.part} are not those of its last checkpoint, of ${refusal.size} events; restore it from a backup, and find out who changed it`;
    case 'StoreDiffers':
      return `event ${refusal.index} of the log, at position ${refusal.position}, is not the one in the store: the store was changed or put back, or the log belongs to another one`;
    case 'UnknownStore':
    case 'InvalidConnection':
      return `${refusal.store} cannot be connected to`;
    case 'SealingFailed':
      return `the store or the log cannot be read: ${refusal.reason}`;
    default:
      return absurd(refusal);
  }
};
