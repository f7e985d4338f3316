/** The access key that somebody signed in with. */
export interface Credentials {
  readonly appKey: string;
  readonly token: string;
}

const KEY = 'facture.session';

const textIn = (value: unknown, name: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const text = (value as Readonly<Record<string, unknown>>)[name];
  return typeof text === 'string' ? text : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Reads the key that the tab keeps; undefined when it keeps none that is whole. */
export const keptCredentials = (storage: Pick<Storage, 'getItem'>): Credentials | undefined => {
  const kept = parsed(storage.getItem(KEY) ?? '');
  const [appKey, token] = [textIn(kept, 'appKey'), textIn(kept, 'token')];
  return appKey === undefined || token === undefined ? undefined : { appKey, token };
};

/** Keeps a key, or none, for as long as the tab is open. */
export const keepCredentials = (
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  credentials: Credentials | undefined,
): void => {
  if (credentials === undefined) storage.removeItem(KEY);
  else storage.setItem(KEY, JSON.stringify(credentials));
};
