import { factureClient, type FactureClient } from '@facture/client';
import { useCallback, useMemo, useState } from 'react';

import { keepCredentials, keptCredentials, type Credentials } from './credentials';

/** Somebody who may look at orders. */
export interface SignedIn {
  readonly client: FactureClient;
  readonly signOut: () => void;
}

/** Who looks at the page. */
export interface Session {
  /** Undefined while nobody is signed in. */
  readonly session: SignedIn | undefined;
  readonly signIn: (credentials: Credentials) => void;
  /** Whether the service has stopped taking the key that was signed in with. */
  readonly hasEnded: boolean;
}

/** People wait for an answer: a service that is away is soon said to be. */
const retry = { attempts: 3, maxMs: 1_000 };

/** Makes a client of the service that serves the page; it tells when the key is refused. */
export const clientFor = (
  credentials: Credentials,
  refused: () => void = () => undefined,
): FactureClient =>
  factureClient({
    url: location.origin,
    ...credentials,
    retry,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      if (response.status === 401) refused();
      return response;
    },
  });

/** Keeps who is signed in, in this tab. */
export const useSession = (): Session => {
  const [credentials, setCredentials] = useState(() => keptCredentials(sessionStorage));
  const [hasEnded, setHasEnded] = useState(false);
  const change = useCallback((next: Credentials | undefined, isRefused = false) => {
    keepCredentials(sessionStorage, next);
    setCredentials(next);
    setHasEnded(isRefused);
  }, []);
  const session = useMemo(
    () =>
      credentials && {
        client: clientFor(credentials, () => {
          change(undefined, true);
        }),
        signOut: () => {
          change(undefined);
        },
      },
    [credentials, change],
  );
  return { session, signIn: change, hasEnded };
};
