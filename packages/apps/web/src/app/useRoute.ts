import { useMemo, useSyncExternalStore } from 'react';

import { routeAt, type Route } from './route';

const CHANGED = 'facture:navigated';

const listen = (changed: () => void): (() => void) => {
  addEventListener('popstate', changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener('popstate', changed);
    removeEventListener(CHANGED, changed);
  };
};

/** Goes to an address of the page without loading it anew; instead of this one, if told so. */
export const navigate = (path: string, how: 'push' | 'replace' = 'push'): void => {
  if (how === 'push') history.pushState(null, '', path);
  else history.replaceState(null, '', path);
  dispatchEvent(new Event(CHANGED));
};

/** Gives what the address of the page shows, now and whenever it changes. */
export const useRoute = (): Route => {
  const href = useSyncExternalStore(listen, () => location.href);
  return useMemo(() => routeAt(new URL(href)), [href]);
};
