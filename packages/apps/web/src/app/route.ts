/** What an address of the page shows. */
export type Route =
  | { readonly type: 'find'; readonly sought: string }
  | { readonly type: 'order'; readonly orderId: string }
  | { readonly type: 'nowhere' };

const decoded = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

/** Reads what an address shows. */
export const routeAt = ({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Route => {
  if (pathname === '/')
    return { type: 'find', sought: new URLSearchParams(search).get('find') ?? '' };
  const [, segment] = /^\/orders\/([^/]+)$/.exec(pathname) ?? [];
  const orderId = segment === undefined ? undefined : decoded(segment);
  return orderId === undefined ? { type: 'nowhere' } : { type: 'order', orderId };
};

/** Writes the address of an order. */
export const orderPath = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;

/** Writes the address of what is found for a text. */
export const findPath = (sought: string): string =>
  sought === '' ? '/' : `/?${new URLSearchParams({ find: sought }).toString()}`;
