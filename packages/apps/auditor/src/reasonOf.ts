import { StoreReadError } from '@facture/contract';

/** Says why something was thrown. */
export const reasonOf = (thrown: unknown): string => {
  if (thrown instanceof StoreReadError) return thrown.reason;
  return Error.isError(thrown) ? thrown.message : String(thrown);
};
